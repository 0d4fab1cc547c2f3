using Hindcast.Evidence;

namespace Hindcast.Reports.Html;

/// <summary>
/// What the report shows at most, so that it opens quickly whatever the case. Findings and observations over the limit are rows
/// of a list that a script turns the pages of; everything else over a limit is counted in the report and stands in full in
/// assessment.json and timeline.csv.
/// </summary>
internal static class ReportLimits
{
    /// <summary>Bytes of an attribute value.</summary>
    internal const int Attribute = 60_000;

    /// <summary>Bytes of a sentence.</summary>
    internal const int Sentence = 900;

    /// <summary>Bytes of a path or of what a diagnostic found.</summary>
    internal const int Path = 300;

    /// <summary>Bytes of one field of a record.</summary>
    internal const int Field = 260;

    /// <summary>Bytes of a name: a build, a rule, a log.</summary>
    internal const int Name = 160;

    /// <summary>Fields of one record.</summary>
    internal const int Fields = 12;

    /// <summary>Bytes of all fields of one record.</summary>
    internal const int RecordLength = 800;

    /// <summary>Observations from the start of the timeline.</summary>
    internal const int Observations = 500;

    /// <summary>Further observations, shown because a sentence cites them.</summary>
    internal const int CitedObservations = 200;

    /// <summary>Records that rules of the user's own met.</summary>
    internal const int UserObservations = 200;

    /// <summary>Findings.</summary>
    internal const int Findings = 100;

    /// <summary>Intrusions.</summary>
    internal const int Intrusions = 60;

    /// <summary>Bytes of the intrusions' section.</summary>
    internal const int IntrusionsLength = 400_000;

    /// <summary>Actor clusters.</summary>
    internal const int Actors = 20;

    /// <summary>Rows of the tables of mailboxes, of what was taken, and of what was placed.</summary>
    internal const int Mailboxes = 200;

    /// <summary>Builds.</summary>
    internal const int Builds = 60;

    /// <summary>Exposure windows.</summary>
    internal const int Windows = 200;

    /// <summary>Signs of tampering.</summary>
    internal const int Signs = 200;

    /// <summary>Statements under one heading.</summary>
    internal const int Statements = 40;

    /// <summary>Claims behind one statement.</summary>
    internal const int Claims = 12;

    /// <summary>Items of a plain list.</summary>
    internal const int Items = 25;

    /// <summary>Logs in the coverage picture and table.</summary>
    internal const int Logs = 60;

    /// <summary>Detections.</summary>
    internal const int Detections = 400;

    /// <summary>Bytes of one group of detections.</summary>
    internal const int DetectionsLength = 150_000;

    /// <summary>Bytes of the questions' section.</summary>
    internal const int AnswersLength = 300_000;

    /// <summary>Bytes of the findings' details.</summary>
    internal const int FindingsLength = 300_000;

    /// <summary>Bytes of the table of evidence files.</summary>
    internal const int FilesLength = 1_100_000;

    /// <summary>Bytes of the table of diagnostics.</summary>
    internal const int DiagnosticsLength = 400_000;

    /// <summary>Rows up to which a table stands open.</summary>
    internal const int RowsOpen = 60;

    /// <summary>Rows of one block of a list, which is read at once.</summary>
    internal const int BlockRows = 1_000;

    /// <summary>Bytes of all rows of one list in a file, about: a block is begun while there are fewer.</summary>
    internal const int ListBytes = 24_000_000;

    private const int RowOverhead = 200;
    private const int FieldOverhead = 25;

    /// <summary>How many of the items fit in so many bytes; at least one when there is one.</summary>
    internal static int Fitting<T>(IReadOnlyList<T> items, int max, int lengthBytes, Func<T, int> cost)
    {
        int used = 0, count = 0;
        for (; count < items.Count && count < max && used < lengthBytes; count++)
        {
            used += RowOverhead + cost(items[count]);
        }

        return count;
    }

    /// <summary>How many fields of a record are shown.</summary>
    internal static int FittingFields(Observation observation)
    {
        int used = 0, count = 0;
        for (; count < observation.Fields.Count && count < Fields && used <= RecordLength; count++)
        {
            (string name, string value) = observation.Fields[count];
            used += FieldOverhead + DisplayText.Cost([name], Name) + DisplayText.Cost([value], Field);
        }

        return count;
    }
}
