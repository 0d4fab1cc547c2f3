using System.Globalization;
using Hindcast.Analysis.Sunburst;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Formats.Dns;
using Hindcast.Formats.Orion;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Detection;

/// <summary>
/// Decodes the first-stage names among observations into records of their own kind, on which the rules of the pack are tried
/// like on any other: code says what a name holds, the pack what that means (ADR 21).
/// </summary>
internal static class SunburstRecords
{
    /// <summary>Kind of the decoded records.</summary>
    internal const string Kind = "sunburst";

    private const string HostField = "HostId";
    private const string NameCategory = "dns";
    private const int MaxHosts = 200;

    private static readonly string[] Fields = ["Kind", HostField, "Piece", "Text", "EncodedTime", "Stage2", "Products", "Answer", "Reason", "Answers"];

    /// <summary>True for logs that first-stage names can stand in: those of which rules on names make observations.</summary>
    internal static bool CanComeFrom(DetectionPlan plan, LogName log) => plan.Rules.Any(r => r.LogSource.Category == NameCategory && plan.Reads(r, log));

    /// <summary>The observations that rules on decoded records make, in the order of those that they come from.</summary>
    internal static IReadOnlyList<Observation> Decode(DetectionPlan plan, IEnumerable<Observation> observations)
    {
        SigmaShapePlan shape = plan.Sigma.ForShape(new SigmaEventShape([new("Log", Kind)], Fields));
        List<Observation> decoded = [];
        if (shape.RuleCount == 0)
        {
            return decoded;
        }

        SigmaMatcher matcher = plan.Sigma.CreateMatcher();
        HashSet<SourceLocation> seen = [];
        foreach (Observation observation in observations)
        {
            // Several rules can have met one record.
            if (Query(observation) is not { } query || !seen.Add(observation.Location))
            {
                continue;
            }

            string[] values = Values(SunburstName.Decode(query.Name), query.Answers);
            FieldSlots slots = new(values);
            IReadOnlyList<KeyValuePair<string, string>>? fields = null;
            foreach (int rule in matcher.Match(shape, ref slots))
            {
                if (plan.IsOfUser(rule))
                {
                    continue;
                }

                fields ??= [.. observation.Fields, .. Fields.Zip(values, KeyValuePair.Create).Where(f => f.Value.Length > 0)];
                decoded.Add(observation with { RuleId = plan.Rules[rule].Id, Fields = fields });
            }
        }

        return decoded;
    }

    /// <summary>Adds to a finding what its decoded observations say of each infected server, and the implant's last state.</summary>
    internal static Finding Tell(Finding finding, IReadOnlyList<Observation> observations)
    {
        HashSet<string> own = [.. finding.Observations];
        Statement[] states = [.. observations.Where(o => own.Contains(o.Id) && o.Log.Kind == OrionConfigReader.ConfigKind).Select(State)];
        SunburstSighting[] sightings =
        [
            .. observations.Where(o => own.Contains(o.Id) && o.Field(HostField) is not null).DistinctBy(o => o.Location)
                .Select(o => (Observation: o, Query: Query(o))).Where(o => o.Query is not null)
                .Select(o => new SunburstSighting(o.Query!.Name, o.Observation.Time, o.Query.Answers, o.Query.Client, o.Observation.Id)),
        ];
        IReadOnlyList<SunburstHost> hosts = SunburstAnalysis.Run(sightings);
        if (hosts.Count == 0)
        {
            return states.Length == 0 ? finding : finding with { Reasons = [.. states, .. finding.Reasons] };
        }

        return finding with
        {
            Reasons =
                [
                    new Statement(string.Create(CultureInfo.InvariantCulture, $"Infected servers by their ids: {hosts.Count}"), []),
                    .. states,
                    .. hosts.Take(MaxHosts).Select(h => new Statement(
                        string.Join("; ", SunburstWords.Of(h).Select(l => l.Trim().TrimEnd('.'))) + ".", [.. h.Claims.Take(20)])),
                    .. finding.Reasons,
                ],
        };
    }

    /// <summary>What the two settings of an Orion server's configuration say; the last state on that server, without any DNS log.</summary>
    private static Statement State(Observation observation)
    {
        SunburstState state = SunburstState.FromValues(observation.Field(OrionConfigReader.RetryField), observation.Field(OrionConfigReader.PostponeField));
        string stopped = state.StoppedProducts.Count > 0 ? $"; security products marked as stopped: {string.Join(", ", state.StoppedProducts)}" : "";
        string remark = state.Remark.Length > 0 ? $"; {state.Remark}" : "";
        return new Statement(
            $"Last state of the implant by Orion's configuration file: {state.Status}{stopped}{remark}. The values mean something only beside a DLL with the backdoor.", [observation.Id]);
    }

    private static DnsQuery? Query(Observation observation)
    {
        DnsQuery? query = DnsQuery.From(observation.Log.Kind, observation.Time, observation.Location, observation.Fields);
        return query is not null && query.Name.Contains("." + SunburstName.Zone, StringComparison.OrdinalIgnoreCase) ? query : null;
    }

    private static string[] Values(SunburstDecoding decoding, IReadOnlyList<string> answers)
    {
        SunburstRecord? record = decoding.Record;
        return
        [
            record?.Kind.ToString() ?? "Rejected",
            record?.HostId ?? "",
            record is { Kind: SunburstRecordKind.Name } ? record.Piece.ToString(CultureInfo.InvariantCulture) : "",
            record?.PieceText ?? "",
            record?.Time?.ToString() ?? "",
            record is null or { Kind: SunburstRecordKind.Name } ? "" : record.IsStage2 ? "true" : "false",
            string.Join(", ", record?.Products.Select(p => $"{p.Name}{(p.IsStopped ? " stopped" : "")}{(p.IsRunning ? " running" : "")}") ?? []),
            record is null ? "" : SunburstAnalysis.Strongest(answers)?.ToString() ?? "",
            decoding.Reason,
            string.Join(',', answers),
        ];
    }

    private readonly struct FieldSlots(string[] values) : ISigmaSlots
    {
        /// <inheritdoc/>
        public int KeywordTextCount => 0;

        /// <inheritdoc/>
        public bool TryGet(int slot, out ReadOnlySpan<char> value)
        {
            value = values[slot];
            return true;
        }

        /// <inheritdoc/>
        public ReadOnlySpan<char> GetKeywordText(int index) => default;
    }
}
