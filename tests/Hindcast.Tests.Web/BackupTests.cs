using System.Diagnostics;
using System.Security.Cryptography;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Tests.Web.Support;
using Hindcast.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hindcast.Tests.Web;

/// <summary>What docs/fleet.md says of backup and restore, done.</summary>
public sealed class BackupTests(FleetServer fleet)
{
    [Fact]
    public async Task A_copy_taken_while_the_program_runs_serves_the_same_results_to_the_same_tokens()
    {
        (string id, _) = await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation);
        using HttpClient client = await fleet.Client(id);
        string path = $"/api/v1/assessments/{fleet.Alpha.Assessment}/assessment.json";
        byte[] before = await client.GetByteArrayAsync(path);

        using TemporaryFolder folder = new();
        string copy = folder.File("fleet");
        Directory.CreateDirectory(copy);
        await fleet.The<FleetDatabase>().Read(s => s.Execute("VACUUM INTO @file", ("file", Path.Combine(copy, "fleet.db"))), CancellationToken.None);
        foreach (string file in Directory.GetFiles(Path.Combine(fleet.Folder, "fleet"), "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(Path.Combine(fleet.Folder, "fleet"), file);
            if (!relative.StartsWith("fleet.db", StringComparison.Ordinal) && !relative.StartsWith("incoming", StringComparison.Ordinal))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, relative))!);
                File.Copy(file, Path.Combine(copy, relative));
            }
        }

        await using WebApplication restored = await FleetHost.Build(new ServeSettings { Folder = copy, Url = "http://127.0.0.1:0", Packs = Checkout.Packs, Jobs = 0 });
        await restored.StartAsync();
        using HttpClient again = new() { BaseAddress = new Uri(restored.Urls.First()) };
        again.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        Assert.Equal(before, await again.GetByteArrayAsync(path));
        await restored.StopAsync();
    }

    [Fact]
    public async Task The_commands_of_the_documents_save_a_loaded_PostgreSQL_database_and_its_folder_and_bring_both_back()
    {
        string connection = await Postgres.NewDatabase(), empty = await Postgres.NewDatabase();
        string? tools = Postgres.Tools;
        Assert.SkipWhen(tools is null, "pg_dump and pg_restore are not here");
        using TemporaryFolder folder = new();
        string path, organisation, server;
        byte[] before;
        string token;
        await using (WebApplication app = await Serve(connection, folder.File("fleet"), 1))
        {
            organisation = (await Of<OrganisationStore>(app).Create("Org", "energy", "SE", 0, 1L << 30, CancellationToken.None))!;
            server = (await Of<ServerStore>(app).Create(organisation, "EX01", CancellationToken.None))!;
            UploadStore uploads = Of<UploadStore>(app);
            Upload upload = (await uploads.Begin(server, organisation, "EX01.zip", new FileInfo(fleet.Evidence).Length, "", CancellationToken.None))!;
            await using (FileStream file = File.OpenRead(fleet.Evidence))
            {
                await uploads.Append(upload.Id, 0, file, CancellationToken.None);
            }

            await uploads.Complete(upload.Id, CancellationToken.None);
            Job done = await Finished(app, await Of<JobStore>(app).Enqueue(server, organisation, CancellationToken.None));

            // One that is half here, and one that waits.
            Upload half = (await uploads.Begin(server, organisation, "b.log", 6, "", CancellationToken.None))!;
            await uploads.Append(half.Id, 0, new MemoryStream("abc"u8.ToArray()), CancellationToken.None);
            string account = (await Of<AccountStore>(app).Create("analyst", FleetServer.Password, AccountRole.Analyst, default, [organisation], CancellationToken.None))!;
            (_, token) = await Of<TokenStore>(app).Create(account, "t", [.. TokenScopes.All], 1, CancellationToken.None);
            path = $"/api/v1/assessments/{done.AssessmentId}/assessment.json";
            using HttpClient client = Client(app, token);
            before = await client.GetByteArrayAsync(path);
            await Command(tools!, 0, connection, folder.File("fleet"), folder.Path);
            await app.StopAsync();
        }

        Directory.Delete(folder.File("fleet"), recursive: true);
        await Command(tools!, 1, empty, folder.File("restored"), folder.Path);
        await using WebApplication restored = await Serve(empty, folder.File("restored"), 1);
        using HttpClient again = Client(restored, token);
        Assert.Equal(before, await again.GetByteArrayAsync(path));
        Upload resumed = (await Of<UploadStore>(restored).Of(server, CancellationToken.None)).Single(u => u.Name == "b.log");
        Assert.Equal(3, resumed.ReceivedBytes);
        Assert.Equal(AppendResult.Taken, await Of<UploadStore>(restored).Append(resumed.Id, 3, new MemoryStream("def"u8.ToArray()), CancellationToken.None));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("abcdef"u8)), (await Of<UploadStore>(restored).Complete(resumed.Id, CancellationToken.None))!.Sha256);
        Job anew = await Finished(restored, await Of<JobStore>(restored).Enqueue(server, organisation, CancellationToken.None));
        Assert.Equal(JobState.Done, anew.State);
        await restored.StopAsync();
    }

    private static async Task<WebApplication> Serve(string connection, string folder, int jobs)
    {
        WebApplication app = await FleetHost.Build(
            new ServeSettings { Folder = folder, Url = "http://127.0.0.1:0", Packs = Checkout.Packs, Jobs = jobs, Database = connection });
        await app.StartAsync();
        return app;
    }

    private static T Of<T>(WebApplication app)
        where T : notnull => app.Services.GetRequiredService<T>();

    private static HttpClient Client(WebApplication app, string token)
    {
        HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    private static async Task<Job> Finished(WebApplication app, string job)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(90));
        while (true)
        {
            Job found = (await Of<JobStore>(app).Find(job, limit.Token))!;
            if (found.State is JobState.Done or JobState.Failed)
            {
                return found;
            }

            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Runs a block of commands of the chapter on backup, as it stands there.</summary>
    private static async Task Command(string tools, int block, string connection, string fleetFolder, string backup)
    {
        string chapter = (await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "fleet.md"))).Split("## Backup and restore")[1];
        string script = chapter.Split("```sh")[block + 1].Split("```")[0];
        NpgsqlConnectionStringBuilder database = new(connection);
        ProcessStartInfo start = new("sh", ["-e"]) { RedirectStandardInput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["DATABASE"] = $"postgresql://{database.Username}@{database.Host}:{database.Port}/{database.Database}";
        start.Environment["FOLDER"] = fleetFolder;
        start.Environment["BACKUP"] = backup;
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        string said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }
}
