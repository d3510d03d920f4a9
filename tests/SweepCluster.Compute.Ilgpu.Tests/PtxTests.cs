using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Ilgpu.Kernels;
using SweepCluster.Compute.Ilgpu.Kernels.Matrix;

namespace SweepCluster.Compute.Ilgpu.Tests;

/// <summary>
/// Every kernel compiles for every generation of NVIDIA's cards, with no card at hand. What is compiled is kept where
/// SWEEP_PTX names a folder, for <c>bench/kernels</c>.
/// </summary>
public class PtxTests
{
    private const BindingFlags Kernels = BindingFlags.Public | BindingFlags.Static;

    public static TheoryData<int, int> Architectures => new() { { 7, 0 }, { 8, 0 }, { 9, 0 } };

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Every_kernel_compiles_in_both_precisions(int major, int minor)
    {
        using var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2));
        using var backend = Backend(context, major, minor);
        var compiled = 0;
        foreach (var kernel in Marked())
        {
            foreach (var (number, real) in new[] { (typeof(float), typeof(Single32)), (typeof(double), typeof(Double64)) })
            {
                var assembly = Compile(backend, Close(kernel, number, real));
                if (Environment.GetEnvironmentVariable("SWEEP_PTX") is { } folder)
                {
                    File.WriteAllText(Path.Combine(folder, $"sm_{major}{minor}-{kernel.DeclaringType!.Name}.{kernel.Name}.{number.Name}.ptx"), assembly);
                }

                // ILGPU uses nothing newer than sm_80 has, and says so; drivers compile that for later cards.
                Assert.Contains($".target sm_{Math.Min(major, 8)}{minor}", assembly, StringComparison.Ordinal);
                compiled++;
            }
        }

        Assert.True(compiled >= 70, $"Only {compiled} kernels were found.");
    }

    [Theory]
    [InlineData(typeof(MultiplyKernel), nameof(MultiplyKernel.Run))]
    [InlineData(typeof(GramKernel), nameof(GramKernel.Run))]
    [InlineData(typeof(CholeskyKernels), nameof(CholeskyKernels.Remaining))]
    public void A_product_of_blocks_reads_16_bytes_at_once(Type kernels, string name)
    {
        using var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2));
        using var backend = Backend(context, 8, 0);
        var kernel = kernels.GetMethod(name, Kernels)!;

        Assert.Contains("ld.global.v4.f32", Compile(backend, Close(kernel, typeof(float), typeof(Single32))), StringComparison.Ordinal);
        Assert.Contains("ld.global.v2.f64", Compile(backend, Close(kernel, typeof(double), typeof(Double64))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(MultiplyKernel), nameof(MultiplyKernel.Run))]
    [InlineData(typeof(GramKernel), nameof(GramKernel.Run))]
    [InlineData(typeof(CholeskyKernels), nameof(CholeskyKernels.Remaining))]
    public void What_is_read_from_shared_memory_as_quads_is_all_that_there_is(Type kernels, string name)
    {
        using var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2));
        using var backend = Backend(context, 8, 0);

        var assembly = Compile(backend, Close(kernels.GetMethod(name, Kernels)!, typeof(float), typeof(Single32)));

        Assert.Contains("ld.shared.v4.f32", assembly, StringComparison.Ordinal);
        Assert.Single(assembly.Split('\n'), line => line.TrimStart().StartsWith(".shared", StringComparison.Ordinal));
    }

    // Of CUDA 11.8, the first that assembles for sm_90.
    private static PTXBackend Backend(Context context, int major, int minor) => new(context, new CudaArchitecture(major, minor), CudaInstructionSet.ISA_78, null!);

    private static string Compile(PTXBackend backend, MethodInfo kernel) =>
        ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), KernelSpecialization.Empty)).PTXAssembly;

    private static IEnumerable<MethodInfo> Marked() => typeof(DeviceKernelAttribute).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(Kernels))
        .Where(method => method.GetCustomAttribute<DeviceKernelAttribute>() is not null);

    private static MethodInfo Close(MethodInfo kernel, Type number, Type real) => !kernel.IsGenericMethodDefinition
        ? kernel
        : kernel.MakeGenericMethod([.. kernel.GetGenericArguments().Select(argument => argument.Name switch
        {
            "R" => real,
            "S" => typeof(WideGroup),
            _ => number,
        })]);
}
