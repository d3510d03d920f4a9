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
        return string.Join(Environment.NewLine, Mistakes(parsed, command).Distinct().Select(mistake => "sweep: " + mistake).Append($"Try '{command} --help'."));
    }

    private static IEnumerable<string> Mistakes(ParseResult parsed, string command)
    {
        // The parser takes an option that it does not know for an argument, and then complains of something else.
        var unknown = parsed.Tokens.Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (unknown.Length > 0)
        {
            return unknown.Select(token => $"'{token.Value}' is not an option of '{command}'.");
        }

        if (parsed.CommandResult.Command.Subcommands is { Count: > 0 } commands && parsed.UnmatchedTokens is [var name, ..])
        {
            var guess = NearestName.Suggestion(name, commands.Select(known => known.Name), orKnown: false);
            return [$"'{name}' is not a command of '{command}'{(guess.Length > 0 ? guess : ".")}"];
        }

        return parsed.Errors.Select(error => error.SymbolResult is ArgumentResult { Tokens.Count: 0 } missing ? $"{missing.Argument.Name} is missing." : error.Message);
    }

    private static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : command.Command.Name;
}
