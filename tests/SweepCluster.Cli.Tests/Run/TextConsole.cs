using Spectre.Console;
using Spectre.Console.Rendering;

namespace SweepCluster.Cli.Tests.Run;

/// <summary>A terminal without colours.</summary>
internal static class TextConsole
{
    public static string[] Lines(IRenderable renderable, int width = 80)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        console.Write(renderable);
        return [.. text.ToString().Split('\n').Select(line => line.TrimEnd())];
    }
}
