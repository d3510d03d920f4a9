using SweepCluster.Compute;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>Polyharmonic cascades (arXiv 2512.17671), one per model output, each batch solved globally.</summary>
public sealed class PolyharmonicCascadeProgram : IFamilyProgram
{
    public Family Family => Family.PolyharmonicCascade;

    public string? Refuses(ParameterSet parameters, Dataset dataset)
    {
        var settings = PolyharmonicCascadeSettings.From(parameters);
        if (settings.Batch > dataset.Train.Count)
        {
            return $"batch is {settings.Batch}, but '{dataset.Name}' has {dataset.Train.Count} training samples; choose a batch of at most that many.";
        }

        if (dataset.Classes == 1)
        {
            return $"'{dataset.Name}' has one class; a cascade needs at least two, or real targets.";
        }

        if (dataset.Validation.Count == 0 || dataset.Test.Count == 0)
        {
            return $"'{dataset.Name}' has {dataset.Validation.Count} validation and {dataset.Test.Count} test samples; both must be at least 1.";
        }

        if (settings.Constellation == ConstellationKind.Octahedron && settings.Sigma2 != 0)
        {
            return $"sigma2 is {parameters["sigma2"]}, but an octahedron has its closed form for sigma2 = 0 only; set it to 0, or constellation to random.";
        }

        var shape = CascadeShape.Of(settings, dataset);
        return CascadeCost.LargestArray(shape) > Array.MaxLength
            ? $"A member would need an array of {CascadeCost.LargestArray(shape)} values, more than {Array.MaxLength}; choose a smaller batch, narrower layers or fewer points."
            : null;
    }

    public MemberCost CostOf(ParameterSet shape, Dataset dataset)
    {
        var settings = PolyharmonicCascadeSettings.From(shape);
        var bytes = settings.Precision == CascadePrecision.Float32 ? sizeof(float) : sizeof(double);
        return CascadeCost.Of(CascadeShape.Of(settings, dataset), bytes);
    }

    public IPopulation Open(IDevice device, ParameterSet shape, ResidentDatasets datasets, Budget budget, int population, int threads)
    {
        var settings = PolyharmonicCascadeSettings.From(shape);
        var sizes = CascadeShape.Of(settings, datasets.Dataset);
        return settings.Precision == CascadePrecision.Float32
            ? new PolyharmonicCascadePopulation<float>(device, sizes, datasets, budget, population, threads)
            : new PolyharmonicCascadePopulation<double>(device, sizes, datasets, budget, population, threads);
    }
}
