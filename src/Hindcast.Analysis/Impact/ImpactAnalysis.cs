using System.Globalization;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Impact;

/// <summary>Question 5: which mailboxes, exports, archives and secrets the intrusions reached, and how many bytes went out.</summary>
internal static class ImpactAnalysis
{
    private const int MaxClaims = 20;
    private const int MaxMailboxes = 1000;
    private const int MaxRows = 5;

    private static readonly string[] ByteFields = ["sc-bytes", "ResponseBytes", "ResponseSize"];

    /// <summary>Works out what was reached.</summary>
    /// <param name="intrusions">Intrusions with their chains; the actor is filled in.</param>
    /// <param name="traffic">Bytes by address from a look at all rows; empty when no such look was taken.</param>
    /// <param name="mailboxes">Mailboxes by address from the same look.</param>
    /// <param name="coverage">Which days each log covers, to tell a count of bytes from a bound.</param>
    /// <param name="words">How to speak of the product.</param>
    internal static ImpactReport Run(
        IReadOnlyList<(Intrusion Intrusion, Chain Chain)> intrusions, IReadOnlyList<AddressTraffic> traffic, IReadOnlyList<MailboxTraffic> mailboxes,
        CoverageReport coverage, ProductWords words)
    {
        List<(ObservationFacts Fact, string Actor)> reached =
        [
            .. intrusions.SelectMany(i => (ObservationFacts[])[.. i.Chain.Shown[Rung.Accessed], .. i.Chain.Shown[Rung.DataOut]],
                (i, fact) => (fact, i.Intrusion.Actor)),
        ];
        ObservationFacts[] mail = [.. reached.Select(r => r.Fact).Where(IsMail)];
        MailboxAccess[] accesses = [.. Mailboxes([.. reached.Where(r => IsMail(r.Fact))], intrusions, mailboxes)];
        return new ImpactReport(
            [
                .. accesses.OrderBy(m => m.Mailbox, StringComparer.Ordinal).ThenBy(m => m.Protocol, StringComparer.Ordinal)
                    .ThenBy(m => m.Actor, StringComparer.Ordinal).Take(MaxMailboxes)
                    .Select((m, i) => m with { Id = FormattableString.Invariant($"M{i + 1}") }),
            ],
            [.. reached.Where(r => !IsMail(r.Fact) || MailboxNames.Protocol(r.Fact.Observation) == "export").DistinctBy(r => r.Fact.Observation.Location).Select(r => Taken(r.Fact, r.Actor))],
            [.. BytesSent.Of(intrusions, traffic, coverage)],
            PersonalData(intrusions, mail, accesses, words));
    }

    /// <summary>
    /// Mailboxes by the observations, and by the rows of the web service log that stand behind them. An observation that
    /// tells of mail and not whose is carried by the mailboxes that those rows name.
    /// </summary>
    private static IEnumerable<MailboxAccess> Mailboxes(
        IReadOnlyList<(ObservationFacts Fact, string Actor)> mail,
        IReadOnlyList<(Intrusion Intrusion, Chain Chain)> intrusions,
        IReadOnlyList<MailboxTraffic> traffic)
    {
        Dictionary<string, string[]> actorsOf = intrusions.SelectMany(i => i.Intrusion.Addresses, (i, address) => (address, i.Intrusion.Actor))
            .GroupBy(p => p.address, p => p.Actor, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (string[])[.. g.Distinct()], StringComparer.Ordinal);
        ILookup<(string Actor, string Mailbox), MailboxTraffic> named = traffic
            .SelectMany(t => actorsOf.GetValueOrDefault(t.Address, []), (t, actor) => (t, actor)).ToLookup(p => (p.actor, p.t.Mailbox), p => p.t);
        HashSet<string> told = [.. named.Select(g => g.Key.Actor)];
        ILookup<string, string> nameless = mail
            .Where(m => MailboxNames.Of(m.Fact.Observation).Length == 0 && MailboxNames.Protocol(m.Fact.Observation) == MailboxNames.WebServices)
            .ToLookup(m => m.Actor, m => m.Fact.Observation.Id);
        foreach (IGrouping<(string Actor, string Mailbox), MailboxTraffic> calls in named)
        {
            yield return new MailboxAccess(
                calls.Key.Mailbox, MailboxNames.WebServices, calls.Key.Actor, calls.Min(c => c.First), calls.Max(c => c.Last), ByteCount.Sum(calls.Select(c => c.Calls)),
                calls.Any(c => c.ResponseBytes is not null) ? ByteCount.Sum(calls.Select(c => c.ResponseBytes ?? 0)) : null,
                [.. nameless[calls.Key.Actor].Take(MaxClaims)])
            {
                Rows = [.. calls.SelectMany(c => c.Rows).Order().Take(MaxRows)],
            };
        }

        foreach (var group in mail
            .GroupBy(r => (Mailbox: MailboxNames.Of(r.Fact.Observation), Protocol: MailboxNames.Protocol(r.Fact.Observation), r.Actor))
            .Where(g => g.Key.Mailbox.Length > 0 || g.Key.Protocol != MailboxNames.WebServices || !told.Contains(g.Key.Actor)))
        {
            yield return Mailbox(group.Key, [.. group.Select(r => r.Fact)]);
        }
    }

    private static bool IsMail(ObservationFacts fact) =>
        fact.Meaning.Step is "mailbox" or "mailbox-export" or "mailbox-search" or "mail"
        || MailboxNames.Of(fact.Observation).Length > 0;

    private static MailboxAccess Mailbox((string Mailbox, string Protocol, string Actor) key, IReadOnlyList<ObservationFacts> facts)
    {
        EvidenceTime[] times = [.. facts.Where(f => f.Ticks >= 0).Select(f => f.Observation.Time!.Value)];
        long?[] bytes = [.. facts.Select(f => BytesOf(f.Observation))];
        return new MailboxAccess(
            key.Mailbox, key.Protocol, key.Actor, times.Length > 0 ? times.Min() : null, times.Length > 0 ? times.Max() : null,
            facts.Select(f => f.Observation.Location).Distinct().Count(),
            bytes.Any(b => b is not null) ? ByteCount.Sum(bytes.Select(b => b ?? 0)) : null,
            [.. facts.Take(MaxClaims).Select(f => f.Observation.Id)]);
    }

    private static TakenThing Taken(ObservationFacts fact, string actor)
    {
        string kind = fact.Meaning.Step switch
        {
            "mailbox-export" or "mailbox-search" or "mailbox" => "mailbox-export",
            "archive" => "archive",
            "credentials" or "lsass" or "dump" => "credential-store",
            _ when fact.Meaning.Technique.StartsWith("T1003", StringComparison.Ordinal) => "credential-store",
            _ when fact.Meaning.Technique.StartsWith("T1560", StringComparison.Ordinal) => "archive",
            _ when MailboxNames.Protocol(fact.Observation) == "export" => "mailbox-export",
            _ => "download",
        };
        Observation o = fact.Observation;
        string command = MailboxNames.Command(o);
        string name = MailboxNames.Parameter(command, "FilePath") ?? o.Field("TargetFilename") ?? o.Field("cs-uri-stem")
            ?? (command.Length > 0 ? command : fact.Meaning.Title);
        return new TakenThing(kind, name, actor, o.Time, [o.Id]);
    }

    private static Statement PersonalData(
        IReadOnlyList<(Intrusion Intrusion, Chain Chain)> intrusions, ObservationFacts[] mail, MailboxAccess[] mailboxes, ProductWords words)
    {
        if (mail.Length + mailboxes.Length > 0)
        {
            return new Statement(
                "Mailbox content was reached: personal data of those who wrote to and from these mailboxes are very likely concerned",
                [.. mail.Take(MaxClaims).Select(f => f.Observation.Id)]);
        }

        Outcome outcome = intrusions.Select(i => i.Intrusion.Outcome).DefaultIfEmpty().Max();
        if (words.PersonalData.GetValueOrDefault(outcome) is { } said)
        {
            return new Statement(said, [.. intrusions.Where(i => i.Intrusion.Outcome == outcome).Take(MaxClaims).Select(i => i.Intrusion.Id)]);
        }

        string[] code = [.. intrusions.SelectMany(i => i.Chain.Shown[Rung.CodeUsed]).Select(f => f.Observation.Id).Take(MaxClaims)];
        return code.Length > 0
            ? new Statement("Code ran on a mail server with the rights to read every mailbox: that personal data are concerned cannot be ruled out by these logs", code)
            : intrusions.Count > 0
                ? new Statement("No access to mail or to code on the server is shown; the flaw was answered, so it cannot be ruled out", [])
                : ImpactReport.None.PersonalData;
    }

    private static long? BytesOf(Observation observation)
    {
        foreach (string field in ByteFields)
        {
            if (long.TryParse(observation.Field(field), NumberStyles.None, CultureInfo.InvariantCulture, out long bytes))
            {
                return bytes;
            }
        }

        return null;
    }
}
