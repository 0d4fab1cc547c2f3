using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Engine.Stories;

/// <summary>What an assessment says, without the places where it says so: what must not change when the same evidence comes in another shape.</summary>
internal static class StoryEssence
{
    internal static string Of(Assessment assessment, TimeSpan shift = default)
    {
        StringBuilder text = new();
        string Time(EvidenceTime? time) => time is { } t ? (t.Utc - shift).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) : "-";
        void Line(FormattableString line) => text.AppendLine(FormattableString.Invariant(line));
        Line($"verdict {assessment.Verdict.Outcome}");
        Line($"first {Time(assessment.Chronology.FirstReached?.Time)} success {Time(assessment.Chronology.FirstSuccess?.Time)} last {Time(assessment.Chronology.LastSign?.Time)}");
        foreach (Finding finding in assessment.Findings.OrderBy(f => f.Pack, StringComparer.Ordinal).ThenBy(f => f.Subject, StringComparer.Ordinal))
        {
            Line($"finding {finding.Pack} {finding.Subject} {finding.Outcome} {Time(finding.First)} {Time(finding.Last)} {finding.Observations.Count}");
        }

        foreach (Intrusion intrusion in assessment.Intrusions)
        {
            string rungs = string.Join(' ', intrusion.Stages.Where(s => s.State == StageState.Shown).Select(s => s.Rung));
            Line($"intrusion {intrusion.Outcome} {Time(intrusion.First)} {Time(intrusion.Last)} {string.Join(' ', intrusion.Addresses)} {string.Join(' ', intrusion.Pages)}: {rungs}");
        }

        Line($"actors {assessment.Actors.AtLeast} to {assessment.Actors.AtMost} in {assessment.Actors.Clusters.Count}");
        foreach (ActorCluster cluster in assessment.Actors.Clusters)
        {
            Line($"actor {Time(cluster.First)} {Time(cluster.Last)} {string.Join(' ', cluster.Features.Select(f => $"{f.Kind}={f.Value}"))}");
        }

        foreach (MailboxAccess mailbox in assessment.Impact.Mailboxes)
        {
            Line($"mailbox {mailbox.Mailbox} {mailbox.Protocol} {mailbox.Actor} {Time(mailbox.First)} {mailbox.Records}");
        }

        foreach (BytesOut bytes in assessment.Impact.BytesOut)
        {
            Line($"bytes {bytes.Actor} {bytes.UpperBound} {bytes.Counted} {bytes.Uncounted}");
        }

        foreach (PersistentItem item in assessment.Persistence)
        {
            Line($"placed {item.Kind} {item.Name} {item.State} {Time(item.Placed)} {Time(item.LastUsed)} {item.UsedAfterFix}");
        }

        return text.ToString();
    }
}
