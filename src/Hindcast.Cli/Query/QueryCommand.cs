using System.CommandLine;
using System.Globalization;
using Hindcast.Cli.Commands;
using Hindcast.Engine.Store;

namespace Hindcast.Cli.Query;

/// <summary><c>hindcast query</c>.</summary>
internal static class QueryCommand
{
    private const int TableRows = 1000;

    internal static Command Create()
    {
        Argument<DirectoryInfo> folder = new("case") { Description = "Case folder that 'assess --out' wrote." };
        Argument<string> sql = new("sql") { Description = "One query; - reads it from standard input." };
        Option<string> format = new("--format", "-f")
        {
            Description = "table, for people; csv; jsonl: one JSON object a line.",
            DefaultValueFactory = _ => "table",
            HelpName = "name",
        };
        format.AcceptOnlyFromAmong("table", "csv", "jsonl");
        Option<int?> limit = new("--limit") { Description = "Rows at most, 0 for all; without it 1000 in a table and all otherwise.", HelpName = "n" };
        Command command = new(
            "query",
            """
            Asks a case in SQL (that of DuckDB), reading only.

            Views: timeline, requests, logons, processes, pages, mailboxes, and records below them. Tables: observations,
            findings, intrusions, stages, actors, entities, coverage, files and others; SHOW TABLES lists them, DESCRIBE
            names the columns. Times are UTC. Nothing outside the case can be read or written, and nothing in it changed.

            Exit code: 0 answered; 2 wrong usage, or a query that cannot be answered; 4 failure; 130 stopped.

            Examples:
              hindcast query case-ex01 "SHOW TABLES"
              hindcast query case-ex01 "SELECT client, count(*) AS n, min(time), max(time) FROM requests GROUP BY client ORDER BY n DESC"
              hindcast query case-ex01 "SELECT * FROM timeline WHERE outcome = 'used'" --format csv
            """)
        {
            folder, sql, format, limit,
        };
        command.SetGuarded(
            (parsed, cancellation) => Run(
                parsed.GetRequiredValue(folder), parsed.GetRequiredValue(sql), parsed.GetRequiredValue(format), parsed.GetValue(limit), cancellation),
            "the answer is not complete");
        return command;
    }

    private static int Run(DirectoryInfo folder, string sql, string format, int? limit, CancellationToken cancellation)
    {
        if (limit < 0)
        {
            throw new UsageException("--limit takes 0 or more");
        }

        CaseOnDisk.Check(folder.FullName);
        int rows = limit ?? (format == "table" ? TableRows : 0);
        using Stream output = Console.OpenStandardOutput();
        using QueryWriter writer = new(output, format);
        bool cut = CaseQuery.Run(folder.FullName, sql == "-" ? Console.In.ReadToEnd() : sql, rows, writer.Begin, writer.Take, cancellation);
        writer.End();
        if (cut)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hindcast: there are more than these {rows} rows; --limit 0 gives all"));
        }

        return ExitCodes.Clean;
    }
}
