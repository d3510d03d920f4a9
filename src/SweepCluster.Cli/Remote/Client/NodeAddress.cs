using SweepCluster.Node;

namespace SweepCluster.Cli.Remote.Client;

/// <summary>Where a node is, and what it is told of the caller.</summary>
/// <param name="Url">With a slash at its end.</param>
/// <param name="Token">Null where the node asks for none.</param>
/// <param name="TokenSource">Where the token came from, for messages: <c>SWEEP_TOKEN</c>, or a file.</param>
internal sealed record NodeAddress(Uri Url, string? Token, string? TokenSource)
{
    public const string UrlVariable = "SWEEP_URL";
    public const string TokenVariable = "SWEEP_TOKEN";
    public const string DefaultUrl = "http://127.0.0.1:7500";

    /// <summary>The address as users write it.</summary>
    public string Text => Url.AbsoluteUri.TrimEnd('/');

    /// <summary>Reads an address from the command line and, for what is not said there, from the environment.</summary>
    /// <param name="url">The value of <c>--url</c>; null when it was not given.</param>
    /// <param name="tokenFile">The value of <c>--token-file</c>; null when it was not given.</param>
    /// <param name="environment">Gives the value of a variable.</param>
    /// <exception cref="UserException">Not an address, or the file cannot be read.</exception>
    public static NodeAddress Read(string? url, string? tokenFile, Func<string, string?> environment)
    {
        var variable = environment(UrlVariable);
        var (text, place) = url is not null ? (url, "--url")
            : !string.IsNullOrWhiteSpace(variable) ? (variable, UrlVariable)
            : (DefaultUrl, "--url");
        if (!Uri.TryCreate(text.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new UserException($"{place} {text}: expected the address of a node, such as {DefaultUrl}; a token goes into {TokenVariable} or --token-file.");
        }

        var (token, source) = ReadToken(tokenFile, environment);
        return new NodeAddress(address, token, source);
    }

    private static (string? Token, string? Source) ReadToken(string? file, Func<string, string?> environment)
    {
        var text = environment(TokenVariable);
        string? source = TokenVariable;
        if (file is not null)
        {
            source = $"--token-file {file}";
            try
            {
                text = File.ReadAllText(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UserException($"{source} cannot be read: {exception.Message}", exception);
            }
        }

        var token = text?.Trim() ?? "";
        if (token.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character > '~'))
        {
            throw new UserException($"{source}: a token is one word of ASCII characters.");
        }

        return token.Length > 0 ? ((string?)token, source)
            : file is not null ? throw new UserException($"{source} is empty; put the token into it.")
            : ((string?)null, (string?)null);
    }
}
