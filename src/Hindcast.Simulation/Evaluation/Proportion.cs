namespace Hindcast.Simulation.Evaluation;

/// <summary>How many of how many, with Wilson's interval of 95 %.</summary>
/// <param name="Count">Those that hold.</param>
/// <param name="Of">All.</param>
public sealed record Proportion(int Count, int Of)
{
    private const double Z = 1.959964;

    /// <summary>The share; null of nothing.</summary>
    public double? Share => Of == 0 ? null : (double)Count / Of;

    /// <summary>Lower end of the interval; null of nothing.</summary>
    public double? Low => Of == 0 ? null : Math.Max(0, Centre - HalfWidth);

    /// <summary>Upper end of the interval; null of nothing.</summary>
    public double? High => Of == 0 ? null : Math.Min(1, Centre + HalfWidth);

    private double Centre => ((double)Count / Of + (Z * Z / (2 * Of))) / (1 + (Z * Z / Of));

    private double HalfWidth =>
        Z / (1 + (Z * Z / Of)) * Math.Sqrt(((double)Count / Of * (1 - ((double)Count / Of)) / Of) + (Z * Z / (4.0 * Of * Of)));
}
