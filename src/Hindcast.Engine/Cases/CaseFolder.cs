using System.Text.Json;
using Hindcast.Engine.Keeping;
using Hindcast.Engine.Pipeline;
using Hindcast.Engine.Store;
using Hindcast.Evidence.Assessments;
using Hindcast.Formats.Archives;
using Hindcast.Reports.Csv;
using Hindcast.Reports.Html;
using Hindcast.Reports.Json;

namespace Hindcast.Engine.Cases;

/// <summary>
/// The folder that a run leaves: assessment.json, report.html, timeline.csv and case.duckdb, which depend on evidence and packs
/// alone, and case.json, which says where the evidence lay and whether the run came to its end.
/// </summary>
public static class CaseFolder
{
    /// <summary>Name of the assessment file.</summary>
    public const string AssessmentFile = "assessment.json";

    /// <summary>Name of the case's database.</summary>
    public const string DatabaseFile = CaseDatabase.FileName;

    private const string CaseFile = "case.json", TimelineFile = "timeline.csv", ReportFile = "report.html", Complete = "complete", Incomplete = "incomplete";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Begins a run: from now on, until it ends, the folder says that it is incomplete.</summary>
    /// <param name="folder">The folder, made when missing.</param>
    /// <param name="evidence">The paths that are assessed.</param>
    /// <param name="keepAll">True when every record is to be kept; false takes away those that an earlier run kept.</param>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static void Begin(string folder, IReadOnlyList<string> evidence, bool keepAll)
    {
        try
        {
            Directory.CreateDirectory(folder);
            WriteRecord(folder, evidence, Incomplete);
            if (!keepAll)
            {
                KeptFiles.Remove(folder);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string why = failure is DirectoryNotFoundException or FileNotFoundException ? "no folder can be made there" : failure.Message;
            throw new IOException($"the case folder {folder} cannot be written: {why}", failure);
        }
    }

    /// <summary>
    /// The paths that the folder's case is of and <paramref name="evidence"/> lacks: where there are some, writing here would
    /// replace the case of other evidence. Evidence that is only added replaces nothing.
    /// </summary>
    /// <param name="folder">The folder; may be missing, or hold no case.</param>
    /// <param name="evidence">The paths that are to be assessed.</param>
    /// <exception cref="IOException">case.json can't be read.</exception>
    /// <exception cref="JsonException">case.json is none.</exception>
    public static IReadOnlyList<string> OtherEvidence(string folder, IEnumerable<string> evidence)
    {
        if (!File.Exists(Path.Combine(folder, CaseFile)))
        {
            return [];
        }

        HashSet<string> now = [.. evidence.Select(Normal)];
        return [.. ReadEvidence(folder).Where(e => !now.Contains(Normal(e)))];
    }

    /// <summary>Takes the case out of a folder, with what it kept and what its stand-ins were made with; other files stay.</summary>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static void Clear(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        // case.json goes last: while anything of the case is there, the folder says whose it is.
        KeptFiles.Remove(folder);
        foreach (string name in (string[])[AssessmentFile, ReportFile, TimelineFile, DatabaseFile, CaseSharing.FileName, CaseFile])
        {
            File.Delete(Path.Combine(folder, name));
        }
    }

    /// <summary>True when the folder keeps every record, or was to, of an earlier run.</summary>
    public static bool KeepsAll(string folder) => KeptFiles.AreIn(folder);

    /// <summary>True when the run that wrote the folder did not come to its end.</summary>
    public static bool IsIncomplete(string folder) => File.Exists(Path.Combine(folder, CaseFile)) && ReadRecord(folder)?.State == Incomplete;

    /// <summary>Stores every record beside the assessment; what is stored already is left as it is.</summary>
    /// <param name="folder">The case folder.</param>
    /// <param name="run">The run.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="progress">Is kept up to date.</param>
    /// <param name="cancellation">Ends the storing.</param>
    /// <returns>The Parquet files, below the folder.</returns>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static IReadOnlyList<string> KeepAll(string folder, AssessRun run, int threads, ReadProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        KeptFiles kept = KeptFiles.Open(folder);
        kept.Bind(run.Tree);
        new RecordKeeping(run.Tree, run.Assessment.Files, kept, progress, cancellation).Run(threads > 0 ? threads : Environment.ProcessorCount);
        return kept.Finish(run.Tree);
    }

    /// <summary>Writes the files; what is there under these names is replaced, each file at once.</summary>
    /// <param name="folder">The folder, made when missing.</param>
    /// <param name="assessment">The assessment.</param>
    /// <param name="evidence">The paths that were assessed.</param>
    /// <param name="keep">Stores every record and gives their Parquet files; null when only those that matter are wanted.</param>
    /// <param name="database">False to leave out case.duckdb, which is made of assessment.json and can be made later.</param>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static void Write(
        string folder, Assessment assessment, IReadOnlyList<string> evidence, Func<IReadOnlyList<string>>? keep = null, bool database = true)
    {
        Directory.CreateDirectory(folder);
        WriteRecord(folder, evidence, Incomplete);

        // A database of another assessment must not stand beside this one if the run is stopped from here on.
        File.Delete(Path.Combine(folder, CaseDatabase.FileName));
        WriteFile(folder, AssessmentFile, stream => AssessmentJson.Write(assessment, stream));
        WriteFile(folder, TimelineFile, stream => TimelineCsv.Write(assessment, stream));
        WriteFile(folder, ReportFile, stream => HtmlReport.Write(assessment, stream));
        if (database)
        {
            CaseDatabase.Write(Path.GetFullPath(folder), assessment, keep?.Invoke());
        }

        WriteRecord(folder, evidence, Complete);
    }

    /// <summary>Writes case.duckdb alone, with the records that matter, beside an assessment.json.</summary>
    /// <param name="folder">The folder with the assessment.</param>
    /// <exception cref="IOException">The folder holds no assessment that can be read, or can't be written.</exception>
    /// <exception cref="JsonException">The file is no assessment.</exception>
    public static void WriteDatabase(string folder) => CaseDatabase.Write(Path.GetFullPath(folder), ReadAssessment(folder), null);

    /// <summary>Reads a folder's assessment.</summary>
    /// <exception cref="IOException">The folder holds none that can be read.</exception>
    /// <exception cref="JsonException">The file is no assessment.</exception>
    public static Assessment ReadAssessment(string folder)
    {
        string path = Path.Combine(folder, AssessmentFile);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"no {AssessmentFile} in {folder}: 'hindcast assess --out' writes it when it ends", path);
        }

        using FileStream stream = File.OpenRead(path);
        return Parse(folder, AssessmentFile, () => AssessmentJson.Read(stream));
    }

    /// <summary>The paths that were assessed.</summary>
    /// <exception cref="IOException">The folder does not say.</exception>
    public static IReadOnlyList<string> ReadEvidence(string folder) => [.. (ReadRecord(folder)?.Evidence ?? []).Select(DiskName.FromShown)];

    private static string Normal(string path) => Path.TrimEndingDirectorySeparator(DiskPath.Full(path));

    private static CaseRecord? ReadRecord(string folder)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, CaseFile));
        return Parse(folder, CaseFile, () => JsonSerializer.Deserialize<CaseRecord>(stream, Indented));
    }

    private static T Parse<T>(string folder, string name, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (JsonException failure)
        {
            throw new JsonException($"{name} in {folder} is damaged or none of Hindcast's: {failure.Message}", failure);
        }
    }

    private static void WriteRecord(string folder, IReadOnlyList<string> evidence, string state)
    {
        CaseRecord record = new([.. evidence.Select(e => DiskName.Shown(DiskPath.Full(e)))], state);
        WriteFile(folder, CaseFile, stream => JsonSerializer.Serialize(stream, record, Indented));
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

    private sealed record CaseRecord(IReadOnlyList<string> Evidence, string? State);
}
