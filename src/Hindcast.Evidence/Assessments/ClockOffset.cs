namespace Hindcast.Evidence.Assessments;

/// <summary>How far the times of one log lie from those of another, by requests that both hold.</summary>
/// <param name="Log">The log.</param>
/// <param name="Reference">The log that it is compared with.</param>
/// <param name="Pairs">Requests found in both.</param>
/// <param name="MedianMilliseconds">Median of time in <paramref name="Log"/> minus time in <paramref name="Reference"/>.</param>
/// <param name="SpreadMilliseconds">Largest distance from the median.</param>
/// <param name="Note">What that means, in one sentence.</param>
public sealed record ClockOffset(
    LogName Log, LogName Reference, int Pairs, long MedianMilliseconds, long SpreadMilliseconds, string Note);
