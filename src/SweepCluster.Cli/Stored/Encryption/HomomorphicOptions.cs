namespace SweepCluster.Cli.Stored.Encryption;

/// <summary>What <c>sweep recommend --he</c> was asked for.</summary>
/// <param name="Degree">Whose model is exported; null for the recommended one.</param>
/// <param name="ScaleBits">Bits of the CKKS scale.</param>
/// <param name="Tolerance">Allowed difference of a logit as a fraction of the largest; null for what the precision allows.</param>
/// <param name="Output">Folder of the exported model.</param>
/// <param name="Json">Print JSON lines instead of a table.</param>
internal sealed record HomomorphicOptions(int? Degree, int ScaleBits, double? Tolerance, string Output, bool Json);
