using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Hindcast.Fleet;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Tests.Web.Support;
using Npgsql;

namespace Hindcast.Tests.Web;

/// <summary>Silos as processes on PostgreSQL.</summary>
public sealed class ClusterTests
{
    /// <summary>Assessments of the test; HINDCAST_CLUSTER_JOBS sets more, for measuring.</summary>
    private static int Jobs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("HINDCAST_CLUSTER_JOBS"), CultureInfo.InvariantCulture, out int jobs) ? jobs : 100;

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
        JobStore queue = new(database, options, new JobFeed(database, TimeProvider.System), TimeProvider.System);
        await Fill(database, options, queue, evidence);

        string tool = await ToolName();
        ClusterCertificates certificates = new(folder);
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
            SiloTls = certificates.Silo($"silo{n}"),
        })));
        try
        {
            // Killed while it works, with a lease that would hold its job for a minute: the cluster has to notice.
            while (await Count(database, "state = 'done'") < Jobs / 4)
            {
                await Task.Delay(50);
            }

            await KillAtWork(database, silos);
            TimeSpan killed = clock.Elapsed;
            using CancellationTokenSource limit = new(TimeSpan.FromMinutes(10));
            while (await Count(database, "state IN ('queued', 'running')") > 0)
            {
                await Task.Delay(100, limit.Token);
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
    public async Task Silos_that_share_only_database_and_bucket_share_evidence_results_and_sessions()
    {
        string connection = await Postgres.NewDatabase();
        using TemporaryFolder folder = new();
        await using ObjectStore store = await ObjectStore.Start();
        string evidence = folder.File("EX01.zip");
        await ZipFile.CreateFromDirectoryAsync(Checkout.Sample, evidence);
        await File.WriteAllTextAsync(folder.File("secret"), ObjectStore.SecretKey);
        string tool = await ToolName();
        ClusterCertificates certificates = new(folder);
        object Settings(int n, int jobs) => new
        {
            Folder = folder.File($"fleet{n}"),
            Url = "http://127.0.0.1:0",
            Database = connection,
            Cluster = "test",
            Jobs = jobs,
            Tool = tool,
            SiloTls = certificates.Silo($"silo{n}"),
            Bucket = new { Endpoint = store.Address.ToString(), Name = ObjectStore.Bucket, ObjectStore.Region, ObjectStore.AccessKey, SecretKeyFile = folder.File("secret") },
        };
        using SiloProcess pages = await SiloProcess.Start(folder.File("silo0.json"), Settings(0, 0));
        using SiloProcess worker = await SiloProcess.Start(folder.File("silo1.json"), Settings(1, 1));
        await using FleetDatabase database = FleetDatabase.Postgres(connection);
        string organisation = (await new OrganisationStore(database, TimeProvider.System).Create("Contoso", "", "", 0, 1L << 30, CancellationToken.None))!;
        string server = (await new ServerStore(database, TimeProvider.System).Create(organisation, "EX01", CancellationToken.None))!;
        AccountStore accounts = new(database, TimeProvider.System);
        await accounts.Create("analyst", FleetServer.Password, AccountRole.Analyst, default, [organisation], CancellationToken.None);
        Account account = (await accounts.List("analyst", "", 1, CancellationToken.None))[0];
        (_, string token) = await new TokenStore(database, TimeProvider.System).Create(account.Id, "t", [.. TokenScopes.All], 1, CancellationToken.None);
        using HttpClient one = Client(pages, token), other = Client(worker, token);

        // A piece to each silo, as a balancer would have it; assessed by the second, watched and read at the first.
        byte[] bytes = await File.ReadAllBytesAsync(evidence);
        HttpResponseMessage begun = await one.PostAsJsonAsync($"/api/v1/servers/{server}/uploads", new { name = "EX01.zip", lengthBytes = bytes.Length });
        string upload = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        int half = bytes.Length / 2;
        foreach ((HttpClient client, int from, byte[] piece) in new[] { (one, 0, bytes[..half]), (other, half, bytes[half..]) })
        {
            using HttpRequestMessage request = new(HttpMethod.Patch, $"/api/v1/uploads/{upload}") { Content = new ByteArrayContent(piece) };
            request.Headers.Add("Upload-Offset", from.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(request)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await one.PostAsync($"/api/v1/uploads/{upload}/complete", null)).StatusCode);
        HttpResponseMessage queued = await one.PostAsync($"/api/v1/servers/{server}/jobs", null);
        string job = (await queued.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        List<LiveEvent> events = await LiveEvent.Read(one, $"/api/v1/jobs/{job}/live", e => e.Data.GetProperty("state").GetString() is "done" or "failed");
        Assert.Equal("done", events[^1].Data.GetProperty("state").GetString());
        string assessment = events[^1].Data.GetProperty("assessmentId").GetString()!;
        await File.WriteAllBytesAsync(folder.File("result"), await one.GetByteArrayAsync($"/api/v1/assessments/{assessment}/assessment.json"));
        Assert.Equal(Hash(await CommandLine(evidence, folder.File("case"))), Hash(folder.File("result")));

        // A session that one silo opened is one at the other.
        using Browser browser = new(pages.Address);
        await browser.SignIn("analyst", FleetServer.Password);
        browser.Move(worker.Address);
        Assert.Contains("EX01", await browser.Page("/servers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_with_a_certificate_of_another_authority_or_with_none_is_no_silo()
    {
        string connection = await Postgres.NewDatabase();
        using TemporaryFolder folder = new(), foreign = new();
        ClusterCertificates own = new(folder), another = new(foreign);
        using SiloProcess first = await SiloProcess.Start(folder.File("silo0.json"), new
        {
            Folder = folder.File("fleet"),
            Url = "http://127.0.0.1:0",
            Database = connection,
            Cluster = "test",
            Jobs = 0,
            SiloTls = own.Silo("silo0"),
        });
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
        await using NpgsqlCommand port = source.CreateCommand("SELECT port FROM silos WHERE status = 3");
        int silo = Convert.ToInt32(await port.ExecuteScalarAsync(), CultureInfo.InvariantCulture);

        // What a stranger sees who speaks to the port: nothing without a certificate of the authority.
        foreach (ClusterCertificates? certificates in new[] { own, another, null })
        {
            Assert.Equal(certificates == own, await Speaks(silo, certificates?.Certificate("probe")));
        }
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
            JobStore jobs = new(database, options, new JobFeed(database, TimeProvider.System), TimeProvider.System);
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

    /// <summary>
    /// Kills a silo in the middle of a job. It is stopped first, so that what the database says of it stays true until it is dead.
    /// </summary>
    private static async Task KillAtWork(FleetDatabase database, SiloProcess[] silos)
    {
        while (true)
        {
            string? worker = await database.Read(
                s => s.First("SELECT worker FROM jobs WHERE state = 'running' ORDER BY started DESC LIMIT 1", r => r.Text(0)), CancellationToken.None);
            SiloProcess? silo = silos.FirstOrDefault(s => worker is not null && s.Is(worker));
            if (silo is null)
            {
                continue;
            }

            await silo.Stop();
            if (await Count(database, $"state = 'running' AND worker = '{worker}'") == 1)
            {
                silo.Kill();
                return;
            }

            await silo.Continue();
        }
    }

    private static HttpClient Client(SiloProcess silo, string token)
    {
        HttpClient client = new() { BaseAddress = silo.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>True when the port takes a TLS connection with this certificate and does not end it.</summary>
    private static async Task<bool> Speaks(int port, X509Certificate2? certificate)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port);
#pragma warning disable CA5359 // What the silo says of the stranger is looked at here, not who the silo is.
        await using SslStream tls = new(client.GetStream(), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "probe",
                ClientCertificates = certificate is null ? null : [certificate],
            });
            using CancellationTokenSource silence = new(TimeSpan.FromSeconds(2));

            // Who is refused reads an alert or the end; who is not is waited for, or is sent the silo's greeting.
            return await tls.ReadAsync(new byte[1], silence.Token) > 0;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return false;
        }
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
