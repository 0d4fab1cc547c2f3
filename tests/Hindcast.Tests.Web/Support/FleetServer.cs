using System.IO.Compression;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Reports.Sharing;
using Hindcast.Tests.Web.Support;
using Hindcast.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(FleetServer))]

namespace Hindcast.Tests.Web.Support;

/// <summary>
/// The whole application in this process, on a free port, with an administrator and two organisations that each have a server
/// with an assessment. One for all tests: they add their own things and leave these alone.
/// </summary>
public sealed class FleetServer : IAsyncLifetime
{
    internal const string Password = "correct-horse-battery";
    internal const string Tool = "hindcast test";
    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;

    internal IServiceProvider Services => _app.Services;

    internal Uri Address => new(_app.Urls.First());

    internal Tenant Alpha { get; private set; } = null!;

    internal Tenant Beta { get; private set; } = null!;

    internal string Folder => _folder.Path;

    /// <summary>The sample server's evidence as one archive.</summary>
    internal string Evidence => _folder.File("EX01.zip");

    /// <summary>A service of the application.</summary>
    internal T The<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await ZipFile.CreateFromDirectoryAsync(Checkout.Sample, Evidence);
        _app = await FleetHost.Build(new ServeSettings
        {
            Folder = _folder.File("fleet"),
            Url = "http://127.0.0.1:0",
            Packs = Checkout.Packs,
            Tool = Tool,
            Jobs = 1,
        });
        await _app.StartAsync();
        await The<AccountStore>().Create("root", Password, AccountRole.Administrator, TlpLevel.AmberStrict, [], CancellationToken.None);
        Alpha = await Add("Alpha");
        Beta = await Add("Beta");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A client of its own, with a token of an account.</summary>
    internal async Task<HttpClient> Client(string accountId, params string[] scopes)
    {
        (_, string token) = await The<TokenStore>().Create(accountId, "test", scopes.Length > 0 ? scopes : [.. TokenScopes.All], 1, CancellationToken.None);
        HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>A browser that has not signed in.</summary>
    internal Browser Browser() => new(Address);

    /// <summary>An account with grants; its name is its own.</summary>
    internal async Task<(string Id, string Name)> Account(AccountRole role, params string[] organisations)
    {
        string name = $"{role}-{Guid.NewGuid():N}"[..40].ToLowerInvariant();
        string id = (await The<AccountStore>().Create(name, Password, role, TlpLevel.Green, organisations, CancellationToken.None))!;
        return (id, name);
    }

    /// <summary>Waits until a job is over.</summary>
    internal async Task<Job> Finish(string jobId)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(120));
        while (true)
        {
            Job job = (await The<JobStore>().Find(jobId, limit.Token))!;
            if (job.State is JobState.Done or JobState.Failed)
            {
                return job;
            }

            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Gives a file in as a server's evidence.</summary>
    internal async Task<Upload> Give(string server, string organisation, string path, string? name = null)
    {
        UploadStore uploads = The<UploadStore>();
        Upload upload = (await uploads.Begin(server, organisation, name ?? Path.GetFileName(path), new FileInfo(path).Length, "", CancellationToken.None))!;
        await using FileStream file = File.OpenRead(path);
        await uploads.Append(upload.Id, 0, file, CancellationToken.None);
        return (await uploads.Complete(upload.Id, CancellationToken.None))!;
    }

    private async Task<Tenant> Add(string name)
    {
        string organisation = (await The<OrganisationStore>().Create(name, "energy", "SE", 0, OrganisationStore.DefaultQuotaBytes, CancellationToken.None))!;
        string server = (await The<ServerStore>().Create(organisation, $"EX-{name}", CancellationToken.None))!;
        Upload upload = await Give(server, organisation, Evidence);
        string job = await The<JobStore>().Enqueue(server, organisation, CancellationToken.None);
        Job done = await Finish(job);
        Assert.Equal(JobState.Done, done.State);
        (string account, string accountName) = await Account(AccountRole.Organisation, organisation);
        return new Tenant(name, organisation, server, upload.Id, job, done.AssessmentId!, account, accountName);
    }

    /// <summary>An organisation and what belongs to it.</summary>
    internal sealed record Tenant(
        string Name, string Organisation, string Server, string Upload, string Job, string Assessment, string Account, string AccountName);
}
