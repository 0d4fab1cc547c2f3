using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html.Lists;

/// <summary>All findings and all observations as rows; what there is no room for is counted.</summary>
internal static class LongLists
{
    /// <summary>Of the bytes of a list, the part (one in so many) up to which observations carry their record's fields.</summary>
    private const int FieldsPart = 3;

    private const int Reasons = 6;

    internal static RowList Findings(Assessment assessment, int listBytes) => new()
    {
        Name = "findings",
        One = "finding",
        Many = "findings",
        Style = "all-findings",
        Headers = "Claim|Finding|Outcome|Confidence|First (UTC)|Last (UTC)|Rests on",
        Kinds = "claim lines badge text time time claims",
        Claims = "F",
        File = "assessment.json",
        Total = assessment.Findings.Count,
        Told = ReportLimits.Findings,
        Blocks = Write(assessment.Findings, listBytes, (row, finding, _) =>
        {
            row.Text(finding.Id, ReportLimits.Name)
                .Texts([finding.Title, .. finding.Reasons.Take(Reasons).Select(r => r.Text), $"Subject: {finding.Subject}. Pack: {finding.Pack}"], ReportLimits.Path);
            Badge(row, finding.Outcome).Close().Text(ReportWords.Of(finding.Confidence), ReportLimits.Name)
                .Text(finding.First?.ToString(), ReportLimits.Name).Text(finding.Last?.ToString(), ReportLimits.Name);
            int more = finding.Observations.Count - ReportLimits.Claims;
            row.Texts([.. finding.Observations.Take(ReportLimits.Claims), .. more > 0 ? [$"and {ReportWords.Number(more)} more"] : Array.Empty<string>()], ReportLimits.Name);
        }),
    };

    internal static RowList Observations(ReportContext context, int listBytes) => new()
    {
        Name = "observations",
        One = "observation",
        Many = "observations",
        Style = "timeline",
        Headers = "Claim|Time (UTC)|What was seen|Outcome",
        Kinds = "claim time seen badge",
        Claims = "O",
        File = "timeline.csv",
        Total = context.Assessment.Observations.Count,
        Told = context.Claims.Observations.Count,
        Blocks = Write(context.Assessment.Observations, listBytes, (row, observation, length) =>
        {
            DetectionSummary? detection = context.Detection(observation);
            row.Text(observation.Id, ReportLimits.Name).Text(observation.Time?.ToString() ?? "no time", ReportLimits.Name).Open()
                .Text(detection?.Title ?? observation.RuleId, ReportLimits.Path).Text(observation.Location.ToString(), ReportLimits.Path);
            Record(row.Open(), observation, length < listBytes / FieldsPart).Close().Close();
            if (detection is null)
            {
                row.Open().Close();
            }
            else
            {
                Badge(row, detection.Outcome).Text(ReportWords.Of(detection.Role), ReportLimits.Name).Close();
            }
        }),
    };

    private static RowWriter Record(RowWriter row, Observation observation, bool whole)
    {
        int shown = whole ? ReportLimits.FittingFields(observation) : 0;
        foreach ((string name, string value) in observation.Fields.Take(shown))
        {
            row.Text(name, ReportLimits.Name).Text(value, ReportLimits.Field);
        }

        if (shown < observation.Fields.Count)
        {
            row.Text(shown > 0 ? "further fields" : "fields", ReportLimits.Name).Text(ReportWords.Number(observation.Fields.Count - shown), ReportLimits.Name);
        }

        return row.Text("log", ReportLimits.Name).Text(observation.Log.ToString(), ReportLimits.Name);
    }

    /// <summary>Begins a cell with a grade: its word and its style.</summary>
    private static RowWriter Badge(RowWriter row, Outcome outcome) =>
        row.Open().Text(ReportWords.Of(outcome), ReportLimits.Name).Text(ReportWords.Style(outcome), ReportLimits.Name);

    private static List<RowBlock> Write<T>(IReadOnlyList<T> items, int listBytes, Action<RowWriter, T, long> write)
    {
        List<RowBlock> blocks = [];
        long length = 0;
        foreach (T[] part in items.Chunk(ReportLimits.BlockRows).TakeWhile(_ => length < listBytes))
        {
            RowWriter block = new();
            foreach (T item in part)
            {
                write(block.Row(), item, length);
                block.Close();
            }

            blocks.Add(block.ToBlock());
            length += blocks[^1].Json.Length;
        }

        return blocks;
    }
}
