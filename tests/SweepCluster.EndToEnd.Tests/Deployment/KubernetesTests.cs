using System.Text.Json.Nodes;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>
/// The manifests of <c>deploy/kubernetes</c>. Where <c>kubectl</c> is installed it builds them; what must be true of
/// them is checked here by hand, and against the API's types where Debian's <c>python3-kubernetes</c> has them.
/// </summary>
public sealed class KubernetesTests
{
    private static readonly string Folder = Path.Combine(Workplace.Repository, "deploy", "kubernetes");

    private static readonly string[] Workloads = ["Deployment", "StatefulSet"];

    private static readonly string[] OverlayNames = ["cpu", "nvidia"];

    public static TheoryData<string> Overlays => [.. OverlayNames];

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Kubectl_builds_what_the_files_say(string overlay)
    {
        if (MachineProgram.Find("kubectl") is not { } kubectl)
        {
            return;
        }

        var built = YamlText.Documents((await MachineProgram.RunAsync(kubectl, "kustomize", Path.Combine(Folder, "overlays", overlay))).Output);
        Assert.Equal(Objects(overlay).Select(Identity).Order(StringComparer.Ordinal), built.Select(Identity).Order(StringComparer.Ordinal));
        Assert.All(built.Where(item => Kind(item) != "Namespace"), item => Assert.Equal("sweepcluster", item["metadata"]!["namespace"]!.ToString()));
    }

    [Fact]
    public void Every_manifest_is_part_of_an_overlay()
    {
        var listed = OverlayNames.SelectMany(overlay => Files(Path.Combine(Folder, "overlays", overlay))).ToHashSet();
        var there = Directory.GetFiles(Folder, "*.yaml", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "kustomization.yaml");
        Assert.All(there, file => Assert.Contains(file, listed));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_reference_leads_somewhere(string overlay)
    {
        var objects = Objects(overlay);
        var workloads = objects.Where(item => Workloads.Contains(Kind(item))).ToArray();
        Assert.Equal(["coordinator", "postgres", "worker"], workloads.Select(Name).Order(StringComparer.Ordinal));
        foreach (var workload in workloads)
        {
            var (pod, labels) = (Pod(workload), workload["spec"]!["template"]!["metadata"]!["labels"]!.AsObject());
            Assert.True(Selects(workload["spec"]!["selector"]!, labels), $"{Name(workload)} does not select its own pods");
            var volumes = pod["volumes"]!.AsArray().Select(volume => volume!["name"]!.ToString())
                .Concat(workload["spec"]!["volumeClaimTemplates"]?.AsArray().Select(claim => claim!["metadata"]!["name"]!.ToString()) ?? []).ToArray();
            foreach (var container in pod["containers"]!.AsArray())
            {
                Assert.Equal(volumes.Order(StringComparer.Ordinal), container!["volumeMounts"]!.AsArray().Select(mount => mount!["name"]!.ToString()).Order(StringComparer.Ordinal));
                Assert.All(container["envFrom"]?.AsArray() ?? [], from => Assert.Contains(objects, item => Kind(item) == "ConfigMap" && Name(item) == from!["configMapRef"]!["name"]!.ToString()));
                var ports = container["ports"]!.AsArray().Select(port => port!["name"]!.ToString()).ToArray();
                Assert.All(new[] { "startupProbe", "readinessProbe", "livenessProbe" }.Select(probe => container[probe]?["httpGet"]).OfType<JsonNode>(), probe => Assert.Contains(probe["port"]!.ToString(), ports));
            }

            foreach (var volume in pod["volumes"]!.AsArray())
            {
                Assert.True(volume!["secret"] is null || volume["secret"]!["secretName"]!.ToString() == "sweepcluster");
                Assert.True(volume["persistentVolumeClaim"] is null || objects.Any(item => Kind(item) == "PersistentVolumeClaim" && Name(item) == volume["persistentVolumeClaim"]!["claimName"]!.ToString()));
            }
        }

        foreach (var item in objects.Where(item => Kind(item) is "Service" or "PodDisruptionBudget"))
        {
            var selector = Kind(item) == "Service" ? new JsonObject { ["matchLabels"] = item["spec"]!["selector"]!.DeepClone() } : item["spec"]!["selector"]!;
            var chosen = workloads.Where(workload => Selects(selector, workload["spec"]!["template"]!["metadata"]!["labels"]!.AsObject())).ToArray();
            Assert.True(chosen.Length == 1, $"{Identity(item)} selects {chosen.Length} workloads");
            Assert.All(item["spec"]!["ports"]?.AsArray() ?? [], port => Assert.Contains(port!["targetPort"]!.ToString(), Pod(chosen[0])["containers"]![0]!["ports"]!.AsArray().Select(open => open!["name"]!.ToString())));
        }

        foreach (var scaler in objects.Where(item => Kind(item) == "HorizontalPodAutoscaler"))
        {
            Assert.Contains(workloads, workload => Kind(workload) == scaler["spec"]!["scaleTargetRef"]!["kind"]!.ToString() && Name(workload) == scaler["spec"]!["scaleTargetRef"]!["name"]!.ToString());
            Assert.Equal("sweep_chunk_oldest_seconds", scaler["spec"]!["metrics"]![0]!["external"]!["metric"]!["name"]!.ToString());
        }

        foreach (var policy in objects.Where(item => Kind(item) == "NetworkPolicy" && item["spec"]!["podSelector"]!.AsObject().Count > 0))
        {
            Assert.Contains(workloads, workload => Selects(policy["spec"]!["podSelector"]!, workload["spec"]!["template"]!["metadata"]!["labels"]!.AsObject()));
        }

        var store = new Uri(objects.Single(item => Kind(item) == "ConfigMap")["data"]!["SWEEP_STORE"]!.ToString());
        Assert.Contains(objects, item => Kind(item) == "Service" && Name(item) == store.Host && item["spec"]!["ports"]![0]!["port"]!.GetValue<long>() == store.Port);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Pods_meet_the_restricted_standard_and_have_requests_probes_and_time_to_drain(string overlay)
    {
        foreach (var workload in Objects(overlay).Where(item => Workloads.Contains(Kind(item))))
        {
            var pod = Pod(workload);
            Assert.True(pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
            Assert.NotEqual(0, pod["securityContext"]!["runAsUser"]!.GetValue<long>());
            Assert.Equal("RuntimeDefault", pod["securityContext"]!["seccompProfile"]!["type"]!.ToString());
            Assert.False(pod["automountServiceAccountToken"]!.GetValue<bool>());
            Assert.InRange(pod["terminationGracePeriodSeconds"]!.GetValue<long>(), 30, 300);
            var container = pod["containers"]![0]!;
            Assert.False(container["securityContext"]!["allowPrivilegeEscalation"]!.GetValue<bool>());
            Assert.Equal("ALL", container["securityContext"]!["capabilities"]!["drop"]![0]!.ToString());
            Assert.NotNull(container["resources"]!["requests"]!["cpu"]);
            Assert.NotNull(container["resources"]!["limits"]!["memory"]);
            Assert.NotNull(container["readinessProbe"]);
            Assert.NotNull(container["livenessProbe"]);
        }
    }

    [Fact]
    public void The_NVIDIA_overlay_asks_for_a_GPU_and_the_CPU_overlay_for_none()
    {
        var gpu = Pod(Objects("nvidia").Single(item => Kind(item) == "Deployment" && Name(item) == "worker"))["containers"]![0]!;
        Assert.Equal(1, gpu["resources"]!["limits"]!["nvidia.com/gpu"]!.GetValue<long>());
        Assert.Equal(["node", "--roles", "worker", "--devices", "cuda:0"], gpu["args"]!.AsArray().Select(argument => argument!.ToString()));
        var cpu = Pod(Objects("cpu").Single(item => Kind(item) == "Deployment" && Name(item) == "worker"))["containers"]![0]!;
        Assert.Null(cpu["resources"]!["limits"]!["nvidia.com/gpu"]);
    }

    [Fact]
    public void Nodes_have_the_settings_of_the_compose_file()
    {
        var settings = Objects("cpu").Single(item => Kind(item) == "ConfigMap")["data"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.ToString().Replace("/run/secrets/sweepcluster/", "/run/secrets/", StringComparison.Ordinal));
        Assert.Equal(ComposeFile.Service("worker-cpu").Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal), settings.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_field_is_one_of_the_published_API(string overlay)
    {
        if ((await MachineProgram.RunAsync("/usr/bin/python3", "-c", "import kubernetes")).ExitCode != 0)
        {
            return;
        }

        await MachineProgram.SucceedAsync(["/usr/bin/python3", Path.Combine(Workplace.Repository, "tests", "SweepCluster.EndToEnd.Tests", "Deployment", "kubernetes_types.py"), .. Files(Path.Combine(Folder, "overlays", overlay))]);
    }

    private static JsonNode[] Objects(string overlay) => [.. Files(Path.Combine(Folder, "overlays", overlay)).SelectMany(file => YamlText.Documents(File.ReadAllText(file)))];

    private static IEnumerable<string> Files(string folder)
    {
        var kustomization = YamlText.Documents(File.ReadAllText(Path.Combine(folder, "kustomization.yaml"))).Single();
        foreach (var resource in kustomization["resources"]!.AsArray().Select(resource => Path.GetFullPath(Path.Combine(folder, resource!.ToString()))))
        {
            foreach (var file in Directory.Exists(resource) ? Files(resource) : [resource])
            {
                yield return file;
            }
        }
    }

    private static bool Selects(JsonNode selector, JsonObject labels) =>
        (selector["matchLabels"]?.AsObject() ?? []).All(pair => labels[pair.Key]?.ToString() == pair.Value!.ToString())
        && (selector["matchExpressions"]?.AsArray() ?? []).All(rule => rule!["operator"]!.ToString() == "In" && rule["values"]!.AsArray().Any(value => value!.ToString() == labels[rule["key"]!.ToString()]?.ToString()));

    private static JsonNode Pod(JsonNode workload) => workload["spec"]!["template"]!["spec"]!;

    private static string Kind(JsonNode item) => item["kind"]!.ToString();

    private static string Name(JsonNode item) => item["metadata"]!["name"]!.ToString();

    private static string Identity(JsonNode item) => $"{item["apiVersion"]} {Kind(item)} {Name(item)}";
}
