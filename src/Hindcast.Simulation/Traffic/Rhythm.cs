namespace Hindcast.Simulation.Traffic;

/// <summary>How traffic is spread over day and week.</summary>
internal static class Rhythm
{
    /// <summary>Share of an hour in a working day of people in an office, local time; the mean is 1.</summary>
    private static readonly double[] Office =
        Normal([0.05, 0.03, 0.03, 0.03, 0.05, 0.15, 0.6, 1.6, 2.6, 2.7, 2.5, 2.3, 1.6, 2.2, 2.4, 2.2, 1.8, 1.1, 0.6, 0.4, 0.35, 0.3, 0.2, 0.1]);

    /// <summary>As <see cref="Office"/> for phones, which synchronise in the evening and at night, too.</summary>
    private static readonly double[] Phone =
        Normal([0.45, 0.4, 0.38, 0.38, 0.4, 0.55, 0.9, 1.2, 1.5, 1.5, 1.4, 1.4, 1.3, 1.4, 1.4, 1.4, 1.3, 1.2, 1.1, 1.1, 1.0, 0.9, 0.7, 0.5]);

    internal static double Factor(RhythmKind kind, DateTime local)
    {
        bool weekend = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return kind switch
        {
            RhythmKind.Office => Office[local.Hour] * (weekend ? 0.12 : 1),
            RhythmKind.Phone => Phone[local.Hour] * (weekend ? 0.6 : 1),
            _ => 1,
        };
    }

    private static double[] Normal(double[] shares)
    {
        double mean = shares.Average();
        return [.. shares.Select(s => s / mean)];
    }
}

/// <summary>Kinds of rhythm.</summary>
internal enum RhythmKind : byte
{
    /// <summary>Machines: the same at all times.</summary>
    Flat,
    Office,
    Phone,
}
