namespace Hindcast.Evidence.Assessments;

/// <summary>Estimative words with their bands in per cent, after ICD 203.</summary>
public enum Likelihood : byte
{
    /// <summary>1 to 5.</summary>
    Remote,

    /// <summary>5 to 20.</summary>
    VeryUnlikely,

    /// <summary>20 to 45.</summary>
    Unlikely,

    /// <summary>45 to 55.</summary>
    RoughlyEven,

    /// <summary>55 to 80.</summary>
    Likely,

    /// <summary>80 to 95.</summary>
    VeryLikely,

    /// <summary>95 to 99.</summary>
    AlmostCertain,
}
