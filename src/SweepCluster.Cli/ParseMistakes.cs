using System.CommandLine;
using System.CommandLine.Parsing;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cli;

/// <summary>What is wrong with a command line, and where to read on.</summary>
internal static class ParseMistakes
{
    public static string Text(ParseResult parsed)
    {
        var command = Path(parsed.CommandResult);

        // The parser takes an option that it does not know for an argument, and then complains of something else.
        var unknown = parsed.Tokens.Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var mistakes = unknown.Length > 0
            ? unknown.Select(token => $"'{token.Value}' is not an option of '{command}'.")
            : parsed.CommandResult.Command.Subcommands is { Count: > 0 } commands && parsed.UnmatchedTokens is [var name, ..]
            ? [$"'{name}' is not a command of '{command}'{Suggestion(name, commands.Select(one => one.Name))}"]
            : parsed.Errors.Select(error => error.SymbolResult is ArgumentResult { Tokens.Count: 0 } missing ? $"{missing.Argument.Name} is missing." : error.Message);
        return string.Join(Environment.NewLine, mistakes.Distinct().Select(mistake => "sweep: " + mistake).Append($"Try '{command} --help'."));
    }

    private static string Suggestion(string name, IEnumerable<string> known) =>
        NearestName.Of(name, known) is { } nearest ? $"; did you mean '{nearest}'?" : ".";

    private static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : command.Command.Name;
}
