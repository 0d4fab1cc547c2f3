using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Output;

namespace Hindcast.Cli.Fleet;

/// <summary>
/// <c>hindcast serve</c>. The web application is a program of its own (docs/adr/0034-web-in-a-program-of-its-own.md): other
/// commands load nothing of it.
/// </summary>
internal static class ServeCommand
{
    private const string Program = "hindcast-web";

    internal static Command Create()
    {
        Option<DirectoryInfo?> folder = new("--folder") { Description = "Folder for evidence, results and, without a cluster, the database.", HelpName = "folder" };
        Option<string?> url = new("--url") { Description = "Address to listen on; http://127.0.0.1:8480 without it.", HelpName = "url" };
        Option<int?> jobs = new("--jobs", "-j") { Description = "Assessments that run at a time; 0 for none.", HelpName = "n" };
        Option<DirectoryInfo?> packs = new("--packs") { Description = "Folder of campaign packs; the built-in ones without it.", HelpName = "folder" };
        Option<FileInfo?> cluster = new("--cluster") { Description = "Settings of a cluster on PostgreSQL (docs/fleet.md).", HelpName = "config" };
        Command command = new(
            "serve",
            """
            Starts the web application: evidence of many servers and organisations, assessed and compared.

            Alone it needs nothing installed: a SQLite database and the evidence lie in one folder. With --cluster it joins
            other silos on one PostgreSQL database and one shared folder. At the first start it prints a code that makes the
            first administrator. It listens on this machine only, unless --url says otherwise; put it behind TLS then.

            Exit code: 0 stopped; 2 wrong usage; 4 failure.

            Examples:
              hindcast serve --folder hindcast-fleet
              hindcast serve --cluster silo-1.json
            """)
        {
            folder, url, jobs, packs, cluster,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            int checkedCode = CommandGuard.Run(() =>
            {
                UsageCheck.Folder(parsed.GetValue(packs)?.FullName);
                UsageCheck.File(parsed.GetValue(cluster)?.FullName);
                return ExitCodes.Clean;
            });
            if (checkedCode != ExitCodes.Clean)
            {
                return checkedCode;
            }

            List<string> arguments = ["--Tool", AssessCommand.ToolName(), "--EndWithInput", "true"];
            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    arguments.AddRange([$"--{name}", value]);
                }
            }

            Add("Folder", parsed.GetValue(folder)?.FullName);
            Add("Url", parsed.GetValue(url));
            Add("Jobs", parsed.GetValue(jobs)?.ToString(CultureInfo.InvariantCulture));
            Add("Packs", parsed.GetValue(packs)?.FullName ?? AssessCommand.BuiltInPacks);
            Add("cluster-file", parsed.GetValue(cluster)?.FullName);
            return await Run(arguments, cancellation);
        });
        return command;
    }

    private static async Task<int> Run(List<string> arguments, CancellationToken cancellation)
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "web", Program);
        if (!File.Exists(beside + ".dll"))
        {
            Console.Error.WriteLine($"hindcast: the web application is not installed: no {Terminal.Safe(beside)}.dll");
            return ExitCodes.Failure;
        }

        // The .NET that runs this program runs that one; standard input tells it when this one is gone, however it ended.
        string dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        ProcessStartInfo start = new(dotnet, ["exec", beside + ".dll", .. arguments]) { RedirectStandardInput = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return process.ExitCode;
    }
}
