using System.Net;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Node.Configuration;

/// <summary>Reads settings from file, environment and flags, and checks what they make together.</summary>
internal static class SettingsReader
{
    public static NodeSettings Read(string? file, IEnumerable<KeyValuePair<string, string?>> environment, IEnumerable<KeyValuePair<string, string>> flags)
    {
        var mistakes = new List<string>();
        var given = file is null ? [] : SettingsFile.Read(file, mistakes);
        given.AddRange(OfEnvironment(environment, mistakes));
        given.AddRange(flags.Select(flag => new GivenSetting("command line", SettingKeys.Find(flag.Key)?.Flag ?? flag.Key, flag.Key, flag.Value)));

        var settings = NodeSettings.Default;
        foreach (var value in Known(given, mistakes))
        {
            var key = SettingKeys.Find(value.Key)!;
            if (value.Place == "command line" && key.Flag is null)
            {
                mistakes.Add($"command line: {key.Name} is a secret, and lists of processes show command lines. Give it by the variable {key.Variable} or in a file.");
            }
            else if (key.Set(settings, value.Text) is { } changed)
            {
                settings = changed;
            }
            else
            {
                var found = IsSecret(key) ? "what was found is not allowed, and" : $"found '{value.Text}', but";
                mistakes.Add($"{value.Place}: {value.Called}: {found} it must be {key.Wanted}");
            }
        }

        settings = WithUsualEndpoint(settings, environment);
        mistakes.AddRange(Contradictions(settings));
        return mistakes.Count == 0 ? settings : throw new UserException(string.Join(Environment.NewLine, mistakes.Distinct()));
    }

    /// <summary>OpenTelemetry's own variable counts where ours says nothing.</summary>
    private static NodeSettings WithUsualEndpoint(NodeSettings settings, IEnumerable<KeyValuePair<string, string?>> environment) =>
        settings.Telemetry.OtlpEndpoint is null && environment.FirstOrDefault(pair => pair.Key == "OTEL_EXPORTER_OTLP_ENDPOINT").Value is { Length: > 0 } text
            ? SettingKeys.Find("otlp.endpoint")!.Set(settings, text) ?? settings
            : settings;

    private static bool IsLoopback(string? host, bool otherwise) =>
        host is null ? otherwise : host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsSecret(SettingKey key) => key.Flag is null || key.Name == "store";

    /// <summary>Those with a key of the table; of two ways to give one thing, as tokens.viewer and tokens.viewerFile, the later place wins too.</summary>
    private static IEnumerable<GivenSetting> Known(List<GivenSetting> given, List<string> mistakes)
    {
        foreach (var unknown in given.Where(value => SettingKeys.Find(value.Key) is null))
        {
            mistakes.Add($"{unknown.Place}: {unknown.Called}: unknown key{NearestName.Suggestion(unknown.Key, SettingKeys.All.Select(key => key.Name))}");
        }

        return given.Where(value => SettingKeys.Find(value.Key) is not null);
    }

    /// <summary>A variable that is near to one of ours is a mistake; others that share the prefix belong to someone else.</summary>
    private static IEnumerable<GivenSetting> OfEnvironment(IEnumerable<KeyValuePair<string, string?>> environment, List<string> mistakes)
    {
        foreach (var (name, text) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(SettingKey.VariablePrefix, StringComparison.Ordinal) || string.IsNullOrEmpty(text))
            {
                continue;
            }

            if (SettingKeys.All.FirstOrDefault(key => key.Variable == name) is { } known)
            {
                yield return new GivenSetting("environment", name, known.Name, text);
            }
            else if (NearestName.Of(name[SettingKey.VariablePrefix.Length..], SettingKeys.All.Select(key => key.Variable[SettingKey.VariablePrefix.Length..])) is { } near)
            {
                mistakes.Add($"environment: {name}: unknown variable; did you mean '{SettingKey.VariablePrefix}{near}'?");
            }
        }
    }

    private static IEnumerable<string> Contradictions(NodeSettings settings)
    {
        if (settings.Heartbeat * 3 > settings.LeaseDuration)
        {
            yield return $"lease.heartbeat: {settings.Heartbeat.TotalSeconds:0.###} s is more than a third of lease.duration, {settings.LeaseDuration.TotalSeconds:0.###} s; one lost heartbeat would lose the leases. Raise lease.duration or lower lease.heartbeat.";
        }

        if (!settings.ListensLocally && !settings.Tokens.Any && settings.Roles.Contains(NodeRole.Coordinator))
        {
            yield return $"listen: {settings.Listen.Authority} can be reached from other machines, and there are no tokens: anyone could change sweeps. Listen on http://127.0.0.1:{settings.Listen.Port}, or set tokens by SWEEP_TOKENS_OPERATOR and SWEEP_TOKENS_VIEWER.";
        }

        if (settings is { Engine: EngineKind.Akka, Akka.Secret: null } && !IsLoopback(settings.Akka.Host, settings.IsOfOneMachine))
        {
            yield return $"akka.host: {settings.Akka.Host ?? "this machine"} can be reached from other machines, and there is no secret: anyone could join. Set {SettingKey.VariablePrefix}AKKA_SECRET on all nodes, set akka.host to 127.0.0.1 for nodes of one machine, or choose the engine store.";
        }

        if (settings.Telemetry.MetricsListen is { IsLoopback: false } metrics && !settings.Tokens.Any)
        {
            yield return $"metrics.listen: {metrics.Authority} can be reached from other machines, and there are no tokens. Listen on http://127.0.0.1:{metrics.Port}, or set tokens by SWEEP_TOKENS_VIEWER.";
        }

        if (settings.Tokens.Viewers.Intersect(settings.Tokens.Operators).Any())
        {
            yield return "tokens: one token is both viewer's and operator's. Give each role tokens of its own.";
        }
    }
}
