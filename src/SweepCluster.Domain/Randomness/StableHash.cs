using System.Text;

namespace SweepCluster.Domain.Randomness;

/// <summary>64-bit hashes that are the same on every run and machine, unlike <see cref="object.GetHashCode"/>.</summary>
public static class StableHash
{
    /// <summary>FNV-1a over the UTF-8 bytes, finished by <see cref="Mix"/> so that near names are far apart.</summary>
    public static ulong Of(string text)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * 0x100000001b3UL;
        }

        return Mix(hash);
    }

    /// <summary>Order-dependent combination of two hashes.</summary>
    public static ulong Combine(ulong first, ulong second) => Mix(first ^ (Mix(second) + 0x9e3779b97f4a7c15UL + (first << 6) + (first >> 2)));

    /// <summary>The finaliser of SplitMix64: a bijection in which every input bit reaches every output bit.</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9UL;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebUL;
        return x ^ (x >> 31);
    }
}
