using System.Text;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Timeline;

namespace Hindcast.Reports.Csv;

/// <summary>timeline.csv of a case folder: everything with a time, in order.</summary>
public static class TimelineCsv
{
    /// <summary>Writes the timeline as UTF-8 with a byte order mark (spreadsheets need it) and CRLF (RFC 4180).</summary>
    public static void Write(Assessment assessment, Stream target)
    {
        using StreamWriter writer = new(target, new UTF8Encoding(true), leaveOpen: true);
        writer.Write(TimelineText.Csv(TimelineEntries.Of(assessment)));
    }
}
