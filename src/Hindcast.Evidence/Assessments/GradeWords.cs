namespace Hindcast.Evidence.Assessments;

/// <summary>The words for grades, the same wherever an assessment speaks.</summary>
public static class GradeWords
{
    /// <summary>Estimative words with their band, so that nobody reads more into them.</summary>
    public static string Of(Likelihood likelihood) => likelihood switch
    {
        Likelihood.Remote => "a remote chance (1 to 5 %)",
        Likelihood.VeryUnlikely => "very unlikely (5 to 20 %)",
        Likelihood.Unlikely => "unlikely (20 to 45 %)",
        Likelihood.RoughlyEven => "a roughly even chance (45 to 55 %)",
        Likelihood.Likely => "likely (55 to 80 %)",
        Likelihood.VeryLikely => "very likely (80 to 95 %)",
        _ => "almost certain (95 to 99 %)",
    };

    /// <summary>
    /// True when a published group is worth naming to others: about as likely as not, or more. Below that its name says more than the
    /// grade beside it takes back.
    /// </summary>
    public static bool IsWorthNaming(Likelihood likelihood) => likelihood >= Likelihood.RoughlyEven;

    /// <summary>A phase as the verb that opens its sentences.</summary>
    public static string Of(ActionPhase phase) => phase switch
    {
        ActionPhase.Preserve => "Preserve",
        ActionPhase.Contain => "Contain",
        ActionPhase.Investigate => "Find out",
        ActionPhase.Evict => "Remove",
        ActionPhase.Fix => "Close",
        ActionPhase.Recover => "Recover",
        ActionPhase.Report => "Tell",
        _ => "Watch",
    };

    /// <summary>What a rung says.</summary>
    public static string Of(Rung rung) => rung switch
    {
        Rung.Probed => "probed",
        Rung.Attempted => "tried",
        Rung.Reached => "the flaw answered",
        Rung.Succeeded => "an effect on the server",
        Rung.CodePlaced => "code placed",
        Rung.CodeUsed => "code used",
        Rung.Accessed => "credentials or mail accessed",
        Rung.DataOut => "data out",
        Rung.Spread => "spread to other machines",
        _ => "nothing",
    };

    /// <summary>A state of the ladder, as an adjective.</summary>
    public static string Of(StageState state) => state switch
    {
        StageState.Shown => "shown",
        StageState.NotShown => "not shown",
        _ => "not assessable",
    };

    /// <summary>A state of something that was placed.</summary>
    public static string Of(PersistenceState state) => state switch
    {
        PersistenceState.Present => "still there",
        PersistenceState.Presumed => "presumably still there",
        PersistenceState.Removed => "gone",
        _ => "state not known",
    };
}
