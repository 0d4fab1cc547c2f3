using System.Text.Encodings.Web;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>placeholder until the report branch lands.</summary>
public static class HtmlReport
{
    /// <summary>x</summary>
    public static void Write(Assessment assessment, Stream target)
    {
        using StreamWriter w = new(target, leaveOpen: true);
        w.Write(HtmlEncoder.Default.Encode(assessment.Verdict.Headline));
    }
}
