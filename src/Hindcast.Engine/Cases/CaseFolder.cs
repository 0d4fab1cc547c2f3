using System.Text.Json;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Csv;
using Hindcast.Reports.Html;
using Hindcast.Reports.Json;

namespace Hindcast.Engine.Cases;

/// <summary>
/// The folder that a run leaves: assessment.json, report.html, timeline.csv, which depend on evidence and packs alone,
/// and case.json, which says where the evidence lay.
/// </summary>
public static class CaseFolder
{
    /// <summary>Name of the assessment file.</summary>
    public const string AssessmentFile = "assessment.json";

    private const string CaseFile = "case.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes the files; what is there under these names is replaced, each file at once.</summary>
    /// <param name="folder">The folder, made when missing.</param>
    /// <param name="assessment">The assessment.</param>
    /// <param name="evidence">The paths that were assessed.</param>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static void Write(string folder, Assessment assessment, IReadOnlyList<string> evidence)
    {
        Directory.CreateDirectory(folder);
        WriteFile(folder, AssessmentFile, stream => AssessmentJson.Write(assessment, stream));
        WriteFile(folder, "timeline.csv", stream => TimelineCsv.Write(assessment, stream));
        WriteFile(folder, "report.html", stream => HtmlReport.Write(assessment, stream));
        CaseRecord record = new([.. evidence.Select(Path.GetFullPath)]);
        WriteFile(folder, CaseFile, stream => JsonSerializer.Serialize(stream, record, Indented));
    }

    /// <summary>Reads a folder's assessment.</summary>
    /// <exception cref="IOException">The folder holds none that can be read.</exception>
    /// <exception cref="JsonException">The file is no assessment.</exception>
    public static Assessment ReadAssessment(string folder)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, AssessmentFile));
        return AssessmentJson.Read(stream);
    }

    /// <summary>The paths that were assessed.</summary>
    /// <exception cref="IOException">The folder does not say.</exception>
    public static IReadOnlyList<string> ReadEvidence(string folder)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, CaseFile));
        return JsonSerializer.Deserialize<CaseRecord>(stream, Indented)?.Evidence ?? [];
    }

    private static void WriteFile(string folder, string name, Action<Stream> write)
    {
        // A stopped run must not leave half a file under the final name.
        string final = Path.Combine(folder, name), partial = final + ".partial";
        using (FileStream stream = File.Create(partial))
        {
            write(stream);
        }

        File.Move(partial, final, overwrite: true);
    }

    private sealed record CaseRecord(IReadOnlyList<string> Evidence);
}
