namespace SweepCluster.Training.Datasets.Generators;

/// <summary>A setting of a generator: <c>options: { name: value }</c> in a sweep file.</summary>
/// <param name="Least">Smallest allowed value.</param>
/// <param name="Most">Largest allowed value.</param>
/// <param name="Whole">Only whole numbers are allowed.</param>
public sealed record GeneratorOption(string Name, double Default, double Least, double Most, string Meaning, bool Whole = false);
