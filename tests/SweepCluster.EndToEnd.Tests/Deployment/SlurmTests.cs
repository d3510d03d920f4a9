using System.Runtime.Versioning;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>The batch script of <c>deploy/slurm</c>, with programs in the place of Slurm's that do what those do.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmTests : IDisposable
{
    private const string Worker = """
        #!/bin/bash
        echo "$@" > "$SWEEP_HOME/started"
        trap 'echo drained > "$SWEEP_HOME/drained"; exit 0' TERM
        for i in $(seq 600); do sleep 0.1; done
        exit 7
        """;

    // Passes signals on to what it runs, as srun does.
    private const string Srun = """
        #!/bin/bash
        while [[ $1 == --* ]]; do shift; done
        "$@" & child=$!
        trap 'kill -TERM $child' TERM
        wait $child; wait $child
        """;

    private static readonly string Script = Path.Combine(Workplace.Repository, "deploy", "slurm", "sweep-workers.sbatch");

    private readonly Workplace _workplace = new();

    public SlurmTests()
    {
        Install("sweep", Worker);
        Install("srun", Srun);
    }

    [Fact]
    public async Task Bash_reads_it() => await MachineProgram.SucceedAsync("bash", "-n", Script);

    [Fact]
    public async Task Shellcheck_finds_nothing_to_warn_of_in_any_script()
    {
        if (MachineProgram.Find("shellcheck") is { } program)
        {
            await MachineProgram.SucceedAsync(
                program, "--severity=warning", Script, Path.Combine(Workplace.Repository, "deploy", "secrets"), Path.Combine(Workplace.Repository, "deploy", "postgres", "reader.sh"));
        }
    }

    [Fact]
    public async Task Workers_drain_before_the_time_limit()
    {
        // The allocation ends in 60 seconds, and draining is to begin 59 seconds before that.
        Install("scontrol", $"#!/bin/bash\n[ -e \"$SWEEP_HOME/end\" ] || date --date '+60 seconds' +%Y-%m-%dT%H:%M:%S > \"$SWEEP_HOME/end\"\necho \"   RunTime=00:00:10 EndTime=$(cat \"$SWEEP_HOME/end\") Deadline=N/A\"\n");
        var ended = await RunAsync(("SWEEP_DRAIN_SECONDS", "59"));
        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Contains("the allocation ends soon; draining", ended.Error, StringComparison.Ordinal);
        Assert.Equal("node --roles worker", (await File.ReadAllTextAsync(_workplace.File("started"))).Trim());
        Assert.True(File.Exists(_workplace.File("drained")));
        Assert.True(DateTime.Now < DateTime.Parse(await File.ReadAllTextAsync(_workplace.File("end")), System.Globalization.CultureInfo.InvariantCulture), "it ended before the limit");
    }

    [Fact]
    public async Task Workers_drain_when_Slurm_signals_the_end()
    {
        // The allocation's end is far away, so the signal alone tells; Slurm sends it to the script's shell.
        Install("scontrol", "#!/bin/bash\n(sleep 0.5; kill -USR1 $(cat \"$SWEEP_HOME/shell\")) >/dev/null 2>&1 &\necho \"EndTime=$(date --date '+1 day' +%Y-%m-%dT%H:%M:%S)\"\n");
        var ended = await RunAsync();
        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.True(File.Exists(_workplace.File("drained")));
    }

    [Fact]
    public async Task Without_a_store_it_says_what_is_missing()
    {
        var ended = await MachineProgram.RunAsync(["bash", Script], [KeyValuePair.Create("SWEEP_STORE", "")]);
        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains("SWEEP_STORE: say where the store is", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_signal_comes_before_the_end_by_more_than_a_drain()
    {
        var signal = File.ReadAllLines(Script).Single(line => line.StartsWith("#SBATCH --signal=", StringComparison.Ordinal));
        Assert.Equal("#SBATCH --signal=B:USR1@120", signal);
        Assert.True(TimeSpan.FromSeconds(120) > ComposeFile.Service("worker-cpu").StopGrace);
    }

    public void Dispose() => _workplace.Dispose();

    private Task<Ended> RunAsync(params (string Name, string Value)[] more)
    {
        KeyValuePair<string, string>[] environment =
        [
            KeyValuePair.Create("PATH", $"{_workplace.Folder}:{Environment.GetEnvironmentVariable("PATH")}"),
            KeyValuePair.Create("SWEEP_HOME", _workplace.Folder),
            KeyValuePair.Create("SWEEP_STORE", "postgres://sweep@db.example/sweeps"),
            KeyValuePair.Create("SLURM_JOB_ID", "42"),
            .. more.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)),
        ];
        return MachineProgram.RunAsync(["bash", "-c", "echo $$ > \"$SWEEP_HOME/shell\"; exec bash \"$1\"", "bash", Script], environment);
    }

    private void Install(string name, string text)
    {
        _workplace.Write(name, text);
        File.SetUnixFileMode(_workplace.File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
