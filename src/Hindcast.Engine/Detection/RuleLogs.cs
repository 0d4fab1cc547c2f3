using Hindcast.Engine.PageOwners;
using Hindcast.Engine.PageUse;
using Hindcast.Evidence;
using Hindcast.Sigma;

namespace Hindcast.Engine.Detection;

/// <summary>
/// Which of the logs at hand a rule can match anything in. "No sign" rests on these alone: an event log is read by the rules of its own
/// channel, and a rule on a comparison that is not made reads nothing. Immutable.
/// </summary>
internal sealed class RuleLogs
{
    private readonly DetectionPlan _plan;
    private readonly LogName[] _logs;
    private readonly HashSet<LogName> _ofNames;
    private readonly bool _hasPages;

    /// <summary>Takes the logs that hold records.</summary>
    internal RuleLogs(DetectionPlan plan, IEnumerable<LogName> logs)
    {
        _plan = plan;
        _logs = [.. logs.Distinct().Order()];
        _ofNames = [.. _logs.Where(l => SunburstRecords.CanComeFrom(plan, l))];
        _hasPages = _logs.Any(l => l.Kind == LogKinds.WebRoot);
    }

    /// <summary>The logs that a rule reads, in order.</summary>
    internal IReadOnlyList<LogName> Of(SigmaRule rule) => [.. _logs.Where(l => _plan.Reads(rule, l) || IsMadeOf(rule, l))];

    /// <summary>True when a rule is tried on records that are made out of logs at hand.</summary>
    internal bool IsOfMadeRecords(SigmaRule rule) => _logs.Any(l => IsMadeOf(rule, l));

    private bool IsMadeOf(SigmaRule rule, LogName log) =>
        (_ofNames.Contains(log) && _plan.Reads(rule, SunburstRecords.Kind))
        || (_hasPages && PageUseRecords.AreReadBy(_plan, rule, log.Kind))
        || PageOwnerRecords.AreReadBy(_plan, rule, log.Kind);
}
