using System.CommandLine;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote;

/// <summary>What commands that speak to a node have in common.</summary>
internal sealed class RemoteOptions
{
    private readonly Option<string?> _url = Url();
    private readonly Option<string?> _tokenFile = TokenFile();
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON for scripts instead of text for people." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print only what a script needs, and errors." };

    public static Option<string?> Url() => new("--url") { Description = $"The node to speak to; ${NodeAddress.UrlVariable} or {NodeAddress.DefaultUrl} by default.", HelpName = "URL" };

    /// <summary>For commands that otherwise read a folder.</summary>
    public static Option<string?> SweepUrl() => new("--url") { Description = "SWEEP is the id of a sweep of this node.", HelpName = "URL" };

    public static Option<string?> TokenFile() => new("--token-file") { Description = $"A file with the access token; ${NodeAddress.TokenVariable} by default.", HelpName = "FILE" };

    public static Argument<string> Id() => new("ID") { Description = "The sweep's id, or its beginning where no other begins so." };

    /// <summary>A client for what an address option and a token option say.</summary>
    public static SweepClient Connect(string? url, string? tokenFile) =>
        SweepClient.Connect(NodeAddress.Read(url, tokenFile, Environment.GetEnvironmentVariable));

    public void AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_tokenFile);
        command.Options.Add(_json);
        command.Options.Add(_quiet);
    }

    public SweepClient Connect(ParseResult parsed) => Connect(parsed.GetValue(_url), parsed.GetValue(_tokenFile));

    public Answer Answer(ParseResult parsed) => new(Console.Out, parsed.GetValue(_json), parsed.GetValue(_quiet));
}
