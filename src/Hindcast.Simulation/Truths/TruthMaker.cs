using Hindcast.Evidence;
using Hindcast.Simulation.Intrusions;
using Hindcast.Simulation.Logs;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Truths;

/// <summary>Puts the truth together from the plan, the script and what was written.</summary>
internal static class TruthMaker
{
    internal static Truth Make(ServerPlan plan, Script script, DayResult written, IReadOnlyList<LogKind> truncated)
    {
        ILookup<int, WrittenLine> lines = written.Lines.ToLookup(l => l.Step);
        TruthEvent[] intrusions = [.. script.Intrusions.Select(e => Event(e, lines, plan)).OrderBy(e => e.First).ThenBy(e => e.Id, StringComparer.Ordinal)];
        TruthEvent[] scans = [.. script.Scans.Select(e => Event(e, lines, plan)).OrderBy(e => e.First).ThenBy(e => e.Id, StringComparer.Ordinal)];
        TruthEvent[] lookalikes = [.. script.Lookalikes.Select(e => Event(e, lines, plan)).OrderBy(e => e.First).ThenBy(e => e.Id, StringComparer.Ordinal)];
        return new Truth
        {
            Scenario = plan.Scenario.Id,
            Seed = plan.Seed,
            Scale = plan.Scale,
            Server = new TruthServer
            {
                Name = plan.Name,
                Fqdn = plan.Fqdn,
                Organisation = plan.Scenario.Server.Organisation,
                Sector = plan.Scenario.Server.Sector,
                Country = plan.Scenario.Server.Country,
                Users = plan.Users.Count,
                UtcOffsetHours = (int)plan.UtcOffset.TotalHours,
            },
            From = Time(plan.FirstDay.Ticks),
            To = Time(plan.Collected.Ticks),
            Happened = intrusions.Concat(scans).Select(e => e.Happened).DefaultIfEmpty().Max(),
            Provable = intrusions.Concat(scans).Select(e => e.Provable).DefaultIfEmpty().Max(),
            Builds = [.. plan.Builds.Select((b, i) => new TruthBuild
            {
                Build = b.Build, From = b.FromTicks > plan.FirstDay.Ticks ? Time(b.FromTicks) : null,
                To = i + 1 < plan.Builds.Count ? Time(plan.Builds[i + 1].FromTicks) : null,
            }).Where(b => b.To is null || b.To > Time(plan.FirstDay.Ticks))],
            Exposure = [.. Exposure(plan)],
            Logs = [.. LogKinds.All.Where(plan.Writes).Select(kind => Log(plan, kind, written.Files, truncated))],
            Actors = [.. script.Groups.Select(g => new TruthActor { Id = g.Name, Profile = g.Actor.Id, Addresses = g.Addresses, Agents = [g.EntryAgent, g.UseAgent] })],
            Intrusions = intrusions,
            Scans = scans,
            Lookalikes = lookalikes,
        };
    }

    private static EvidenceTime Time(long ticks) => new(ticks, TimePrecision.Millisecond);

    private static IEnumerable<TruthExposure> Exposure(ServerPlan plan)
    {
        foreach (FlawDocument flaw in SimulationKnowledge.Instance.Flaws.Where(f => f.Family == plan.Family))
        {
            int fixedIn = SimulationKnowledge.Instance.Level(flaw.FixedIn);
            BuildPeriod? fix = plan.Builds.Where(b => b.Level >= fixedIn).Cast<BuildPeriod?>().FirstOrDefault();
            long to = Math.Min(plan.Collected.Ticks, fix?.FromTicks ?? long.MaxValue);
            if (to > plan.FirstDay.Ticks)
            {
                yield return new TruthExposure { Vulnerability = flaw.Id, Campaign = flaw.Campaign, From = Time(plan.FirstDay.Ticks), To = Time(to) };
            }
        }
    }

    private static TruthLog Log(ServerPlan plan, LogKind kind, IReadOnlyList<WrittenFile> files, IReadOnlyList<LogKind> truncated)
    {
        WrittenFile[] kept = [.. files.Where(f => f.Kind == kind && f.Lost is null)];
        DateOnly[] days = [.. kept.Where(f => f.Rows > 0).Select(f => f.Day).Distinct().Order()];
        List<TruthGap> gaps = [];
        for (int day = 0; day < plan.Days; day++)
        {
            DateOnly date = DateOnly.FromDateTime(plan.FirstDay.AddDays(day));
            if (!days.Contains(date))
            {
                gaps.Add(new TruthGap { Day = date, Why = files.FirstOrDefault(f => f.Kind == kind && f.Day == date)?.Lost ?? "nothing-written" });
            }
        }

        return new TruthLog
        {
            Log = LogKinds.Name(kind),
            Kind = LogKinds.Form(kind).Kind,
            Folder = LogKinds.Folder(kind),
            Files = kept.Select(f => f.File).Distinct().Count(),
            Rows = kept.Sum(f => f.Rows),
            Bytes = kept.Sum(f => f.Bytes),
            Days = days,
            Gaps = gaps,
            DriftSeconds = (int)(plan.Kept.DriftTicks(kind) / TimeSpan.TicksPerSecond),
            IsTruncated = truncated.Contains(kind),
        };
    }

    private static TruthEvent Event(ScriptedEvent scripted, ILookup<int, WrittenLine> lines, ServerPlan plan)
    {
        TruthStep[] steps = [.. scripted.Steps.Select(s => Step(s, [.. lines[s.Index]]))];
        Outcome files = scripted.Actor.Length > 0 && scripted.Files.Exists(f => f.Kind == "page" && f.RemovedTicks is null && plan.Kept.HasWebRoots && !plan.IsOrion) ? Outcome.Succeeded : Outcome.None;
        EvidenceTime start = Time(plan.FirstDay.Ticks);
        return new TruthEvent
        {
            Id = scripted.Id,
            Kind = scripted.Kind,
            Actor = scripted.Actor,
            Happened = steps.Select(s => s.Outcome).DefaultIfEmpty().Max(),
            Provable = steps.SelectMany(s => s.Lines).Select(l => l.Proves).Append(files).Max(),
            First = steps.Select(s => s.From).DefaultIfEmpty(start).Min(),
            Last = steps.Select(s => s.To).DefaultIfEmpty(start).Max(),
            FirstReached = steps.Where(s => s.Outcome >= Outcome.Reached).Select(s => (EvidenceTime?)s.From).Min(),
            Steps = steps,
            Files = [.. scripted.Files.Select(f => new TruthFile
            {
                Path = f.Path, Kind = f.Kind, Url = f.Url, Written = Time(f.WrittenTicks), Removed = f.RemovedTicks is { } removed ? Time(removed) : null,
            })],
            Left = [.. scripted.Left.Select(l => new TruthLeft { Kind = l.Kind, Name = l.Name, Made = Time(l.MadeTicks), Removed = l.RemovedTicks is { } removed ? Time(removed) : null })],
            Mailboxes = [.. scripted.Mailboxes],
            MailBytes = scripted.MailBytes,
            ArchiveBytes = scripted.ArchiveBytes,
        };
    }

    private static TruthStep Step(ScriptedStep step, WrittenLine[] lines) => new()
    {
        Kind = step.Kind,
        From = Time(step.FromTicks),
        To = Time(step.ToTicks),
        Outcome = step.Outcome,
        Lines = [.. lines.Where(l => l.Lost is null).OrderBy(l => l.File, StringComparer.Ordinal).ThenBy(l => l.OffsetBytes).Select(l => new TruthLine
        {
            File = l.File, Line = l.Line, OffsetBytes = l.OffsetBytes, LengthBytes = l.LengthBytes, Record = l.Record, Time = Time(l.Ticks), Proves = l.Proves,
        })],
        LostLines = lines.Count(l => l.Lost is not null),
    };
}
