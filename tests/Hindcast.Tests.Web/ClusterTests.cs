using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Hindcast.Fleet;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Tests.Web.Support;

namespace Hindcast.Tests.Web;

/// <summary>Silos as processes on PostgreSQL.</summary>
public sealed class ClusterTests
{
    /// <summary>Assessments of the test; HINDCAST_CLUSTER_JOBS sets more, for measuring.</summary>
    private static int Jobs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("HINDCAST_CLUSTER_JOBS"), CultureInfo.InvariantCulture, out int jobs) ? jobs : 24;

    [Fact]
    public async Task A_silo_killed_at_work_loses_nothing_and_every_job_is_finished_once_as_the_command_line_would()
    {
        string connection = await Postgres.NewDatabase();
        using TemporaryFolder folder = new();
        string evidence = folder.File("EX01.zip");
        await ZipFile.CreateFromDirectoryAsync(Checkout.Sample, evidence);
        FleetOptions options = new() { Folder = folder.File("fleet"), PackFolder = Checkout.Packs, Tool = "hindcast", Silo = "test", Slots = 0 };
        await using FleetDatabase database = FleetDatabase.Postgres(connection);
        await SchemaMigrations.Run(database, CancellationToken.None);
        JobStore queue = new(database, options, TimeProvider.System);
        await Fill(database, options, queue, evidence);

        string tool = await ToolName();
        Stopwatch clock = Stopwatch.StartNew();
        SiloProcess[] silos = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => SiloProcess.Start(folder.File($"silo{n}.json"), new
        {
            Folder = options.Folder,
            Url = "http://127.0.0.1:0",
            Database = connection,
            Cluster = "test",
            Jobs = 1,
            LeaseSeconds = 60,
            Tool = tool,
        })));
        try
        {
            // Killed while it works, with a lease that would hold its job for a minute: the cluster has to notice.
            while (await Count(database, "state = 'done'") < Jobs / 4)
            {
                await Task.Delay(100);
            }

            // The one that began a job last has most of it before it.
            string worker = (await database.Read(
                s => s.First("SELECT worker FROM jobs WHERE state = 'running' ORDER BY started DESC LIMIT 1", r => r.Text(0)), CancellationToken.None))!;
            silos.Single(s => s.Is(worker)).Kill();
            TimeSpan killed = clock.Elapsed;
            using CancellationTokenSource limit = new(TimeSpan.FromMinutes(10));
            while (await Count(database, "state IN ('queued', 'running')") > 0)
            {
                await Task.Delay(200, limit.Token);
            }

            TestContext.Current.SendDiagnosticMessage($"{Jobs} jobs in {clock.Elapsed}, one of three silos killed at {killed}");
        }
        finally
        {
            foreach (SiloProcess silo in silos)
            {
                silo.Dispose();
            }
        }

        Assert.Equal(Jobs, await Count(database, "state = 'done'"));
        Assert.Equal(Jobs, await database.Read(s => s.Count("SELECT COUNT(*) FROM assessments"), CancellationToken.None));
        Assert.True(await database.Read(s => s.Count("SELECT COUNT(DISTINCT worker) FROM jobs"), CancellationToken.None) >= 2);
        Assert.True(await Count(database, "attempt > 1") >= 1, "the silo was not killed at work");
        string[] results = Directory.GetFiles(Path.Combine(options.Folder, "results"), "assessment.json", SearchOption.AllDirectories);
        Assert.Equal(Jobs, results.Length);
        string expected = Hash(await CommandLine(evidence, folder.File("case")));
        Assert.All(results, result => Assert.Equal(expected, Hash(result)));
    }

    [Fact]
    public async Task Both_databases_answer_alike()
    {
        string connection = await Postgres.NewDatabase();
        using TemporaryFolder folder = new();
        await using FleetDatabase postgres = FleetDatabase.Postgres(connection);
        await using FleetDatabase sqlite = FleetDatabase.Sqlite(folder.File("fleet.db"));
        List<string>[] answers = [[], []];
        foreach ((FleetDatabase database, List<string> said) in new[] { (postgres, answers[0]), (sqlite, answers[1]) })
        {
            await SchemaMigrations.Run(database, CancellationToken.None);
            await SchemaMigrations.Run(database, CancellationToken.None);
            FleetOptions options = new() { Folder = folder.File("fleet"), PackFolder = "", Tool = "t", Silo = "s" };
            OrganisationStore organisations = new(database, TimeProvider.System);
            ServerStore servers = new(database, TimeProvider.System);
            JobStore jobs = new(database, options, TimeProvider.System);
            string organisation = (await organisations.Create("Åland", "energy", "FI", 0, 100, CancellationToken.None))!;
            said.Add($"twice: {await organisations.Create("Åland", "", "", 0, 100, CancellationToken.None)}");
            foreach (string name in new[] { "b", "B", "ä", "a2", "a10", "_" })
            {
                await servers.Create(organisation, name, CancellationToken.None);
            }

            Caller caller = new("none", "none", AccountRole.Analyst, default, new HashSet<string>(), SeesAll: true, null);
            IReadOnlyList<ServerRow> list = await servers.List(caller, new ServerFilter { Limit = 4 }, CancellationToken.None);
            IReadOnlyList<ServerRow> rest = await servers.List(caller, new ServerFilter { After = list[^1].Cursor }, CancellationToken.None);
            said.Add(string.Join(' ', list.Concat(rest).Select(s => s.Name)));
            said.Add(string.Join(' ', (await servers.List(caller, new ServerFilter { NamePrefix = "a" }, CancellationToken.None)).Select(s => s.Name)));
            string job = await jobs.Enqueue(list[0].Id, organisation, CancellationToken.None);
            said.Add($"same: {job == await jobs.Enqueue(list[0].Id, organisation, CancellationToken.None)}");
            Job leased = (await jobs.Lease(CancellationToken.None))!;
            said.Add($"{leased.Attempt} {await jobs.Lease(CancellationToken.None) is null}");
            await jobs.Free(options.Silo, CancellationToken.None);
            Job again = (await jobs.Lease(CancellationToken.None))!;
            said.Add($"{again.Attempt} {await jobs.Renew(leased, 1, 2, CancellationToken.None)} {await jobs.Renew(again, 1, 2, CancellationToken.None)}");
        }

        Assert.Equal(answers[1], answers[0]);
        Assert.Equal(["twice: ", "B _ a10 a2 b ä", "a10 a2", "same: True", "1 True", "2 False True"], answers[0]);
    }

    private static async Task Fill(FleetDatabase database, FleetOptions options, JobStore queue, string evidence)
    {
        OrganisationStore organisations = new(database, TimeProvider.System);
        ServerStore servers = new(database, TimeProvider.System);
        UploadStore uploads = new(database, new EvidenceVault(options), options, TimeProvider.System);
        string organisation = (await organisations.Create("Contoso", "energy", "SE", 0, OrganisationStore.DefaultQuotaBytes, CancellationToken.None))!;
        for (int i = 0; i < Jobs; i++)
        {
            string server = (await servers.Create(organisation, $"EX{i}", CancellationToken.None))!;
            Upload upload = (await uploads.Begin(server, organisation, "EX01.zip", new FileInfo(evidence).Length, "", CancellationToken.None))!;
            await using FileStream file = File.OpenRead(evidence);
            await uploads.Append(upload.Id, 0, file, CancellationToken.None);
            await uploads.Complete(upload.Id, CancellationToken.None);
            await queue.Enqueue(server, organisation, CancellationToken.None);
        }
    }

    private static Task<long> Count(FleetDatabase database, string condition) =>
        database.Read(s => s.Count($"SELECT COUNT(*) FROM jobs WHERE {condition}"), CancellationToken.None);

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private static async Task<string> CommandLine(string evidence, string folder)
    {
        await Run("assess", evidence, "--out", folder, "-q");
        return Path.Combine(folder, "assessment.json");
    }

    private static async Task<string> ToolName() => $"hindcast {(await Run("--version")).Trim()}";

    private static async Task<string> Run(params string[] arguments)
    {
        string program = Path.Combine(
            Checkout.Root, "artifacts", "bin", "Hindcast.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "hindcast.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, .. arguments]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
