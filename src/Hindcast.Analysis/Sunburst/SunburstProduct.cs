namespace Hindcast.Analysis.Sunburst;

/// <summary>
/// A security product as a report names it. "Stopped" is the low bit: the implant has disabled its service in the
/// registry; "running" is the high bit: its process was seen.
/// </summary>
/// <param name="Name">Name of the product.</param>
/// <param name="IsStopped">The implant marked its service as disabled.</param>
/// <param name="IsRunning">Its process was seen running.</param>
public sealed record SunburstProduct(string Name, bool IsStopped, bool IsRunning)
{
    private static readonly string[] Names =
    [
        "Windows Defender", "Defender for Endpoint", "Azure ATP sensor", "Carbon Black", "CrowdStrike", "FireEye", "ESET", "F-Secure",
    ];

    /// <summary>The name of the product with a number from 0 to 7.</summary>
    internal static string NameOf(int number) => Names[number];

    /// <summary>The products that a report's 16-bit word speaks of.</summary>
    public static IReadOnlyList<SunburstProduct> FromWord(int word)
    {
        List<SunburstProduct> products = [];
        for (int i = 0; i < Names.Length; i++)
        {
            int bits = (word >> (2 * i)) & 3;
            if (bits != 0)
            {
                products.Add(new SunburstProduct(Names[i], (bits & 1) != 0, (bits & 2) != 0));
            }
        }

        return products;
    }
}
