using Hindcast.Simulation.Randomness;

namespace Hindcast.Simulation.Evaluation;

/// <summary>A mean over servers with a bootstrap interval of 95 %.</summary>
/// <param name="Servers">Servers that have the value.</param>
/// <param name="Mean">The mean; null of none.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record MeanValue(int Servers, double? Mean, double? Low, double? High)
{
    private const int Resamples = 1000;

    /// <summary>The mean of the values that are there. The same values give the same interval.</summary>
    public static MeanValue Of(IEnumerable<double?> values)
    {
        double[] known = [.. values.Where(v => v is not null).Select(v => v!.Value)];
        if (known.Length == 0)
        {
            return new MeanValue(0, null, null, null);
        }

        SeededRandom random = SeededRandom.For(1, "bootstrap");
        double[] means = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            double sum = 0;
            for (int j = 0; j < known.Length; j++)
            {
                sum += known[random.Below(known.Length)];
            }

            means[i] = sum / known.Length;
        }

        Array.Sort(means);
        return new MeanValue(known.Length, known.Average(), means[(int)(Resamples * 0.025)], means[(int)(Resamples * 0.975)]);
    }
}
