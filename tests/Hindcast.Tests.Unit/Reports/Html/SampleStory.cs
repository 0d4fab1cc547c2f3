using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Reports.Html;

/// <summary>The part of a sample assessment that tells the story; every text in it can be replaced, to poison it.</summary>
internal static class SampleStory
{
    internal static Assessment With(Assessment assessment, Func<string, string> text)
    {
        string T(string value) => text(value);
        EvidenceTime time = SampleAssessment.Time("2021-03-03T04:23:22Z");
        Statement statement = new(T("The file is theirs alone"), [T("O1")]);
        return assessment with
        {
            Intrusions =
            [
                new Intrusion
                {
                    Id = T("I1"),
                    Actor = T("A1"),
                    Title = T("CVE-2021-26855, web-shell from 198.51.100.23: something was left behind and used"),
                    Outcome = Outcome.Used,
                    First = time,
                    FirstSuccess = time,
                    Last = time,
                    Stages =
                    [
                        new IntrusionStage(Rung.Reached, StageState.Shown, T("The back end answered"), time, [T("O1")]),
                        new IntrusionStage(Rung.CodeUsed, StageState.NotShown, T("Nothing in iis-w3c/W3SVC1 shows it"), null, []),
                        new IntrusionStage(Rung.Spread, StageState.NotAssessable, T("No log in the evidence would show it"), null, []),
                    ],
                    Addresses = [T("198.51.100.23")],
                    Pages = [T("/aspnet_client/x9.aspx")],
                    Techniques = [T("T1190")],
                    Links = [new IntrusionLink(LinkStrength.Hard, T("request"), T("559c0325"), [T("O1")])],
                    Observations = [T("O1")],
                },
            ],
            Actors = new ActorReport(
                1, 2,
                [
                    new ActorCluster
                    {
                        Id = T("A1"),
                        Intrusions = [T("I1")],
                        Outcome = Outcome.Used,
                        First = time,
                        Last = time,
                        Features = [new ClusterFeature(T("address"), T("198.51.100.23"), false, [T("O1")])],
                        Merges = [new ActorMerge(T("I2"), T("I1"), [T("address"), T("page")], 70, T("Same address and page"))],
                        Resemblances = [new Resemblance(T("GROUP"), Likelihood.Likely, Confidence.Moderate, T("Report, 2021"), [statement], [statement])],
                        Hypotheses = [new Hypothesis(T("A criminal group"), 2, [statement])],
                    },
                ],
                new AttemptSummary(1, 2, time, time, [T("O1")])),
            Chronology = new Chronology(new TimedClaim(time, T("O1")), new TimedClaim(time, T("O1")), null, new TimedClaim(time, T("O1")), 0, T("1 day after disclosure"), [])
            {
                PublicDays = [new PublicDay(PublicDayKind.Disclosure, new DateOnly(2021, 3, 2), T("ProxyLogon (Exchange, January to March 2021)"), [T("CVE-2021-26855")], 0, 0)],
            },
            Impact = new ImpactReport(
                [new MailboxAccess(T("ada@contoso.example"), T("EWS"), T("A1"), time, time, 3, 2000, [T("O1")])],
                [new TakenThing(T("archive"), T(@"C:\ProgramData\a.zip"), T("A1"), time, [T("O1")])],
                [new BytesOut(T("A1"), 9000, 12, [T("iis-w3c/W3SVC1")]) { Counted = 9000 }, new BytesOut(T("A2"), null, 0, [])],
                statement),
            Persistence =
            [
                new PersistentItem
                {
                    Id = T("P1"),
                    Kind = T("page"),
                    Name = T("/aspnet_client/x9.aspx"),
                    Intrusion = T("I1"),
                    State = PersistenceState.Present,
                    Because = T("The file is in the evidence as collected"),
                    Placed = time,
                    LastUsed = time,
                    UsedAfterFix = true,
                    Claims = [T("O1")],
                },
            ],
            Mitigations = [new Mitigation(T("A rewrite rule blocks the request"), time, [T("O1")])],
            Actions = [new ActionItem(ActionPhase.Preserve, T("Keep a disk image."), T("The server was broken into"), [T("P1")])],
        };
    }
}
