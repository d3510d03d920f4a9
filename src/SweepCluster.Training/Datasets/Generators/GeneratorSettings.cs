using System.Globalization;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Training.Datasets.Generators;

/// <summary>The options of a sweep, checked against those that the generator has.</summary>
internal sealed class GeneratorSettings
{
    private readonly Dictionary<string, double> _values;

    /// <exception cref="DatasetException">An option is unknown or out of its range.</exception>
    public GeneratorSettings(DatasetGenerator generator, DatasetReference reference)
    {
        _values = generator.Options.ToDictionary(option => option.Name, option => option.Default);
        var names = generator.Options.Select(option => option.Name).ToArray();
        foreach (var (name, value) in reference.Options)
        {
            var option = generator.Options.FirstOrDefault(candidate => candidate.Name == name)
                ?? throw new DatasetException(
                    $"dataset '{generator.Name}' has no option '{name}'. {DidYouMean.Sentence(name, names)}Its options are {string.Join(", ", names)}.");
            if (!(value >= option.Least && value <= option.Most) || (option.Whole && value != Math.Floor(value)))
            {
                throw new DatasetException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"dataset '{generator.Name}': option '{name}' is {value}; it must be {(option.Whole ? "a whole number" : "a number")} from {option.Least} to {option.Most} ({option.Meaning})."));
            }

            _values[name] = value;
        }
    }

    public double this[string name] => _values[name];

    public int Whole(string name) => (int)_values[name];
}
