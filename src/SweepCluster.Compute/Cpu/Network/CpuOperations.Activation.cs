using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void Activate(
        PolynomialActivation<T> activation,
        BoundaryLoss<T> boundary,
        DeviceArray<T> input,
        DeviceArray<T> output,
        DeviceArray<T>? slope,
        DeviceArray<T> boundaryLoss,
        DeviceArray<T> range,
        DeviceArray<int>? escaped = null)
    {
        var length = input.Length;
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var kernel = KernelOf(activation, member);
                Bound(ref kernel, boundary, member);
                kernel.Columns = input.Columns;
                kernel.Escaped = escaped is null ? null : ((CpuArray<int>)escaped).Member(member);
                var x = ((CpuArray<T>)input).Member(member);
                var y = ((CpuArray<T>)output).Member(member);
                var s = slope is null ? null : ((CpuArray<T>)slope).Member(member);
                var done = kernel.Run<V, L>(x, y, s, 0, length);
                kernel.Run<T, ScalarLanes<T>>(x, y, s, done, length);
                *((CpuArray<T>)boundaryLoss).Member(member) = kernel.BoundarySum / T.CreateChecked(length);
                var reached = ((CpuArray<T>)range).Member(member);
                *reached = T.Max(*reached, kernel.Largest * kernel.InverseRange);
            }
        }
    }

    public void ActivateBackward(BoundaryLoss<T>? boundary, DeviceArray<T> input, DeviceArray<T> slope, DeviceArray<T> gradient)
    {
        var length = input.Length;
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var kernel = default(PolynomialKernel<T>);
                var weight = T.Zero;
                if (boundary is not null)
                {
                    Bound(ref kernel, boundary, member);
                    weight = *((CpuArray<T>)boundary.Weight).Member(member) / T.CreateChecked(length);
                }

                var x = ((CpuArray<T>)input).Member(member);
                var s = ((CpuArray<T>)slope).Member(member);
                var d = ((CpuArray<T>)gradient).Member(member);
                var done = kernel.RunBackward<V, L>(x, s, d, weight, 0, length);
                kernel.RunBackward<T, ScalarLanes<T>>(x, s, d, weight, done, length);
            }
        }
    }

    public void CoefficientGradients(PolynomialActivation<T> activation, DeviceArray<T> input, DeviceArray<T> upstream, DeviceArray<T> gradient)
    {
        var length = input.Length;
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var kernel = KernelOf(activation, member);
                var sums = NetworkScratch(kernel.Terms * L.Width);
                var x = ((CpuArray<T>)input).Member(member);
                var d = ((CpuArray<T>)upstream).Member(member);
                var result = ((CpuArray<T>)gradient).Member(member);
                var whole = length / L.Width * L.Width;
                SumTerms<V, L>(kernel, x, d, 0, whole, sums);
                for (var k = 0; k < kernel.Terms; k++)
                {
                    result[k] = L.Sum(L.Load(sums + (k * L.Width)));
                }

                SumTerms<T, ScalarLanes<T>>(kernel, x, d, whole, length, sums);
                for (var k = 0; k < kernel.Terms; k++)
                {
                    result[k] = (result[k] + sums[k]) * kernel.Range;
                }
            }
        }
    }

    private static void SumTerms<V2, L2>(PolynomialKernel<T> kernel, T* x, T* upstream, int first, int end, T* sums)
        where V2 : struct
        where L2 : ILanes<V2, T>
    {
        var even = kernel.Basis == PolynomialBasis.HalfPlusEven;
        var inverse = L2.Broadcast(kernel.InverseRange);
        new Span<T>(sums, kernel.Terms * L2.Width).Clear();
        for (var i = first; i < end; i += L2.Width)
        {
            var t = L2.Multiply(L2.Load(x + i), inverse);
            var tt = L2.Multiply(t, t);
            var w = even ? L2.Subtract(L2.Add(tt, tt), L2.Broadcast(T.One)) : t;
            var w2 = L2.Add(w, w);
            var d = L2.Load(upstream + i);
            var (previous, current) = (w, L2.Broadcast(T.One));
            for (var k = 0; k < kernel.Terms; k++)
            {
                var sum = sums + (k * L2.Width);
                L2.Store(sum, L2.FusedMultiplyAdd(d, current, L2.Load(sum)));
                (previous, current) = (current, L2.Subtract(L2.Multiply(w2, current), previous));
            }
        }
    }

    private static PolynomialKernel<T> KernelOf(PolynomialActivation<T> activation, int member)
    {
        var range = *((CpuArray<T>)activation.Range).Member(member);
        return new PolynomialKernel<T>
        {
            Basis = activation.Basis,
            Terms = *((CpuArray<int>)activation.Terms).Member(member),
            Range = range,
            InverseRange = T.One / range,
            Coefficients = ((CpuArray<T>)activation.Coefficients).Member(member),
        };
    }

    private static void Bound(ref PolynomialKernel<T> kernel, BoundaryLoss<T> boundary, int member)
    {
        kernel.Boundary = (BoundaryKind)(*((CpuArray<int>)boundary.Kind).Member(member));
        kernel.Threshold = *((CpuArray<T>)boundary.Threshold).Member(member);
    }
}
