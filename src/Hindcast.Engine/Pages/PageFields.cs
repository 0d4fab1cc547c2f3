using System.Globalization;
using Hindcast.Evidence;
using Hindcast.WebShells;

namespace Hindcast.Engine.Pages;

/// <summary>What the page scanner says of a file, as fields that rules read and observations keep.</summary>
internal sealed class PageFields
{
    private const int MaxReasons = 8;

    internal PageFields(PageReport report)
    {
        Report = report;
        Verdict = PageVerdictWords.Of(report.Verdict);
        Score = report.Score.ToString(CultureInfo.InvariantCulture);
        Capabilities = string.Join(',', report.Capabilities);
        Key = string.Join(',', report.Keys);
        Language = report.Language.ToString();
    }

    internal PageReport Report { get; }

    /// <summary>benign, unusual, likely or webshell.</summary>
    internal string Verdict { get; }

    internal string Score { get; }

    internal string Capabilities { get; }

    internal string Key { get; }

    internal string Language { get; }

    /// <summary>The fields that an observation of the file keeps; none of a benign page.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Kept()
    {
        if (Report.Verdict == PageVerdict.Benign)
        {
            yield break;
        }

        yield return new("PageVerdict", Verdict);
        yield return new("PageScore", Score);
        yield return new("PageLanguage", Language);
        yield return new("PageCapabilities", Capabilities);
        if (Key.Length > 0)
        {
            yield return new("PageKey", Key);
        }

        if (Report.VirtualPath is { } path)
        {
            yield return new("PageVirtualPath", path);
        }

        if (Report.Families.Count > 0)
        {
            yield return new("PageFamilies", string.Join(", ", Report.Families));
        }

        if (Report.Settings is { } settings)
        {
            yield return new("DumpServer", settings.Server);
            yield return new("DumpBuild", settings.Build);
            yield return new("DumpWhenCreated", settings.WhenCreated);
            yield return new("DumpWhenChanged", settings.WhenChanged);
            yield return new("DumpOriginatingServer", settings.OriginatingServer);
        }

        int number = 0;
        foreach (PageSign sign in Report.Signs.Take(MaxReasons))
        {
            number++;
            string line = sign.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {sign.Line}: ") : "";
            yield return new(string.Create(CultureInfo.InvariantCulture, $"PageReason{number}"), $"{line}{sign.Reason}: {sign.Text}");
        }
    }

    /// <summary>What of a page could not be judged.</summary>
    internal static IEnumerable<Diagnostic> Diagnostics(PageReport report, string file)
    {
        // Of a file without any code at its head and tail nothing is said: web roots hold pictures and programs.
        if (report.UnreadBytes > 0 && report.Language != PageLanguage.None)
        {
            yield return PageDiagnostics.PartlyJudged.At(
                new SourceLocation(file), string.Create(CultureInfo.InvariantCulture, $"{report.UnreadBytes} bytes between head and tail not looked at"), "at most 1 MiB");
        }

        if (report.IsIncomplete)
        {
            yield return PageDiagnostics.WorkLimit.At(new SourceLocation(file), "more layers or code than the limits allow", "");
        }
    }
}
