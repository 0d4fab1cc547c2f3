using System.Text.Json;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Organisations;
using Hindcast.Reports.Sharing;
using Hindcast.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hindcast.Tests.Web.Support;

/// <summary>A provider, and the application set up for it by a file as an administrator writes it; with two organisations.</summary>
public sealed class OidcServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;

    internal OpenIdProvider Provider { get; private set; } = null!;

    internal Uri Address => new(_app.Urls.First());

    /// <summary>Id of the organisation of this name.</summary>
    internal string Alpha { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Provider = await OpenIdProvider.Start();
        await File.WriteAllTextAsync(_folder.File("secret"), OpenIdProvider.Secret + "\n");
        await File.WriteAllTextAsync(_folder.File("silo.json"), JsonSerializer.Serialize(new
        {
            Folder = _folder.File("fleet"),
            Url = "http://127.0.0.1:0",
            Packs = Checkout.Packs,
            Jobs = 0,
            Oidc = new
            {
                Authority = Provider.Issuer,
                OpenIdProvider.ClientId,
                ClientSecretFile = _folder.File("secret"),
                Name = "Contoso",
                Groups = new object[]
                {
                    new { Group = "cert", Role = "Analyst", Clearance = "amber", Organisations = new[] { "*" } },
                    new { Group = "desk", Role = "Analyst", Organisations = new[] { "Alpha" } },
                    new { Group = "members", Role = "Organisation", OrganisationsFromClaim = true },
                    new { Group = "keepers", Role = "Administrator" },
                },
            },
        }));
        _app = await FleetHost.Build(ServeSettings.Read(["--cluster-file", _folder.File("silo.json")]));
        await _app.StartAsync();
        Alpha = (await The<OrganisationStore>().Create("Alpha", "energy", "SE", 0, 1 << 20, CancellationToken.None))!;
        await The<OrganisationStore>().Create("Beta", "energy", "SE", 0, 1 << 20, CancellationToken.None);
        await The<AccountStore>().Create("root", FleetServer.Password, AccountRole.Administrator, TlpLevel.Green, [], CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Provider.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A service of the application.</summary>
    internal T The<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();
}
