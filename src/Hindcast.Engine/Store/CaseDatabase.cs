using DuckDB.NET.Data;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Store;

/// <summary>
/// case.duckdb: the assessment as tables, and the records. Made from assessment.json alone, so that it holds what that file
/// holds; with kept records its view <c>records</c> reads their Parquet files. The same assessment gives the same rows in the
/// same order.
/// </summary>
internal static class CaseDatabase
{
    /// <summary>Name of the file.</summary>
    internal const string FileName = "case.duckdb";

    /// <summary>Writes the database, replacing what is there at once.</summary>
    /// <param name="folder">The case folder, with assessment.json.</param>
    /// <param name="assessment">What assessment.json holds.</param>
    /// <param name="segments">Parquet files of kept records, below the folder, in the order of the evidence; null when none are kept.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Write(string folder, Assessment assessment, IReadOnlyList<string>? segments)
    {
        string final = Path.Combine(folder, FileName), partial = final + ".partial";
        File.Delete(partial);
        File.Delete(partial + ".wal");
        try
        {
            using DuckDBConnection connection = StoreScript.Open(partial);

            // One thread and one transaction: rows in one order, one write to disk.
            StoreScript.Run(connection, "SET threads = 1");
            StoreScript.Run(connection, $"SET file_search_path = {StoreScript.Literal(folder)}");
            StoreScript.Run(connection, "BEGIN");
            string source = StoreScript.Literal(Path.Combine(folder, Cases.CaseFolder.AssessmentFile));
            StoreScript.RunFile(connection, "case.sql", script => script.Replace("read_json(ASSESSMENT", $"read_json({source}", StringComparison.Ordinal));
            if (segments is { Count: > 0 })
            {
                StoreScript.Run(connection, RecordsView("VIEW", segments));
            }
            else
            {
                StoreScript.RunFile(connection, "records.sql");
                Append(connection, assessment);
            }

            StoreScript.RunFile(connection, "views.sql");
            StoreScript.Run(connection, "CREATE TABLE segments (path VARCHAR)");
            foreach (string segment in segments ?? [])
            {
                StoreScript.Run(connection, $"INSERT INTO segments VALUES ({StoreScript.Literal(segment)})");
            }

            StoreScript.Run(connection, $"INSERT INTO about VALUES ('records', '{(segments is null ? "those that matter" : "all")}')");
            StoreScript.Run(connection, "COMMIT");
        }
        catch (DuckDBException failure)
        {
            throw new IOException($"{FileName} cannot be written: {failure.Message}", failure);
        }

        File.Move(partial, final, overwrite: true);
    }

    /// <summary>The statement that makes the view of kept records.</summary>
    internal static string RecordsView(string what, IEnumerable<string> segments) =>
        $"CREATE {what} records AS SELECT * FROM read_parquet([{string.Join(", ", segments.Select(StoreScript.Literal))}])";

    /// <summary>The records behind observations, each once. What a correlation found is no record.</summary>
    private static void Append(DuckDBConnection connection, Assessment assessment)
    {
        using RecordAppender appender = new(connection);
        HashSet<SourceLocation> seen = [];
        foreach (Observation observation in assessment.Observations.Concat(assessment.UserRules?.Observations ?? []))
        {
            if (observation.Log.Kind == Detection.LogKinds.WebRoot || observation.Field(Pipeline.PackCorrelations.PartsField) is not null || !seen.Add(observation.Location))
            {
                continue;
            }

            appender.Begin(observation.Location, observation.Time, observation.Log);
            foreach ((string name, string value) in observation.Fields)
            {
                appender.Set(RecordColumns.Of(name), name, value);
            }

            appender.End();
        }
    }
}
