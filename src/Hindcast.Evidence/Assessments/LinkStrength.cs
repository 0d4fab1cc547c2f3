namespace Hindcast.Evidence.Assessments;

/// <summary>How much a link binds two observations to one hand.</summary>
public enum LinkStrength : byte
{
    /// <summary>Likely, and reversible: the same page, or closeness in time with the same source or target.</summary>
    Soft,

    /// <summary>Enough by itself: the same request, session or process tree.</summary>
    Hard,
}
