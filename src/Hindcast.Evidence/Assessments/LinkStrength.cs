namespace Hindcast.Evidence.Assessments;

/// <summary>How much a link binds two observations to one hand.</summary>
public enum LinkStrength : byte
{
    /// <summary>Likely, and reversible: closeness in time with the same source or target.</summary>
    Soft,

    /// <summary>Enough by itself: the same request, session, page with its key, or process tree.</summary>
    Hard,
}
