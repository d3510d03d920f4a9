using System.CommandLine;
using System.Globalization;
using SweepCluster.Domain.Recommendations.Encryption;

namespace SweepCluster.Cli.Stored.Encryption;

/// <summary>What <c>recommend --he</c> takes besides the sweep.</summary>
internal sealed class HomomorphicArguments
{
    private readonly Option<int?> _degree = new("--degree") { Description = "With --he: export the model of this degree instead of the recommended one.", HelpName = "N" };
    private readonly Option<int> _scaleBits = new("--scale-bits") { Description = $"With --he: bits of the CKKS scale and of each level's prime, {CkksScale.SmallestBits} to {CkksScale.LargestBits}.", HelpName = "N", DefaultValueFactory = _ => CkksScale.DefaultBits };
    private readonly Option<double?> _tolerance = new("--tolerance") { Description = "With --he: how far the folded model's logits may be from the trained one's, as a fraction of the largest; by default what the precision of training allows.", HelpName = "X" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "With --he: folder of model.npz and model.json; the sweep's own by default.", HelpName = "DIR" };

    /// <summary><c>--he</c> itself.</summary>
    public Option<bool> Asked { get; } = new("--he") { Description = "Recommend for inference under homomorphic encryption (CKKS), and export the model." };

    public void AddTo(Command command)
    {
        _scaleBits.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits is < CkksScale.SmallestBits or > CkksScale.LargestBits))
            {
                result.AddError($"--scale-bits {result.Tokens[0].Value}: expected a whole number from {CkksScale.SmallestBits} to {CkksScale.LargestBits}.");
            }
        });
        command.Add(Asked);
        command.Add(_degree);
        command.Add(_scaleBits);
        command.Add(_tolerance);
        command.Add(_output);
    }

    /// <param name="folder">The sweep's output folder.</param>
    public HomomorphicOptions Read(ParseResult parsed, string folder, bool json) => new(
        parsed.GetValue(_degree),
        parsed.GetValue(_scaleBits),
        parsed.GetValue(_tolerance),
        parsed.GetValue(_output) ?? folder,
        json);
}
