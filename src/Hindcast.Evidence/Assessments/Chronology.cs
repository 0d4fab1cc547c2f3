namespace Hindcast.Evidence.Assessments;

/// <summary>The times that matter, and how good the clocks are.</summary>
/// <param name="FirstSign">First scan, attempt or worse; null when nothing was seen.</param>
/// <param name="FirstReached">First answer that only the flaw gives, or worse; null when none.</param>
/// <param name="FirstSuccess">First effect on the server; null when none is shown.</param>
/// <param name="LastSign">Last sign of an intrusion (or of attempts, when there is no intrusion).</param>
/// <param name="DwellTicks">From the first reach to the last sign of an intrusion, in ticks of 100 ns; null when nothing reached.
/// The true time can be longer.</param>
/// <param name="Relation">How the first reach lies to disclosure and fix, in one sentence; "" when nothing reached.</param>
/// <param name="Clocks">Differences between logs, estimated from requests that both hold.</param>
public sealed record Chronology(
    TimedClaim? FirstSign,
    TimedClaim? FirstReached,
    TimedClaim? FirstSuccess,
    TimedClaim? LastSign,
    long? DwellTicks,
    string Relation,
    IReadOnlyList<ClockOffset> Clocks)
{
    /// <summary>
    /// When the campaigns that were seen, or that the server was still open to at their disclosure, became known and their flaws
    /// were mended, by day. Since schema 1.4.
    /// </summary>
    public IReadOnlyList<PublicDay> PublicDays { get; init; } = [];

    /// <summary>Nothing to date.</summary>
    public static Chronology None { get; } = new(null, null, null, null, null, "", []);
}
