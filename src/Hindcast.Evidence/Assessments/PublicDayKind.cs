namespace Hindcast.Evidence.Assessments;

/// <summary>What the world learned on a day.</summary>
public enum PublicDayKind : byte
{
    /// <summary>That the campaign exists.</summary>
    Disclosure,

    /// <summary>How its flaws are mended.</summary>
    Fix,
}
