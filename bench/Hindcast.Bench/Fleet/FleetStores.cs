using Hindcast.Fleet;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Fleet.Results;
using Npgsql;

namespace Hindcast.Bench.Fleet;

/// <summary>A fleet's database and folder, with the stores over them.</summary>
internal sealed class FleetStores : IAsyncDisposable
{
    private FleetStores(FleetDatabase database, string? connection, string folder)
    {
        Database = database;
        Connection = connection;
        FleetOptions options = new() { Folder = folder, PackFolder = "packs", Tool = "hindcast bench", Silo = "bench", Slots = 0, Lease = TimeSpan.FromHours(10) };
        Options = options;
        Jobs = new JobStore(database, options, new JobFeed(database, TimeProvider.System), TimeProvider.System);
        EvidenceVault vault = new(options);
        Uploads = new UploadStore(database, vault, options, TimeProvider.System);
        Results = new AssessmentStore(database, vault, Jobs, options, TimeProvider.System);
        Organisations = new OrganisationStore(database, TimeProvider.System);
        Servers = new ServerStore(database, TimeProvider.System);
        Accounts = new AccountStore(database, TimeProvider.System);
        Tokens = new TokenStore(database, TimeProvider.System);
    }

    internal FleetDatabase Database { get; }

    /// <summary>Connection string of PostgreSQL, or null.</summary>
    internal string? Connection { get; }

    internal FleetOptions Options { get; }

    internal JobStore Jobs { get; }

    internal UploadStore Uploads { get; }

    internal AssessmentStore Results { get; }

    internal OrganisationStore Organisations { get; }

    internal ServerStore Servers { get; }

    internal AccountStore Accounts { get; }

    internal TokenStore Tokens { get; }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>Opens a database, and makes what is missing of it.</summary>
    /// <param name="folder">Folder of the fleet; the database lies there without a connection.</param>
    /// <param name="connection">PostgreSQL, or "".</param>
    internal static async Task<FleetStores> Open(string folder, string connection)
    {
        EvidenceVault.MakeRoot(folder);
        FleetDatabase database = connection.Length > 0 ? FleetDatabase.Postgres(connection) : FleetDatabase.Sqlite(Path.Combine(folder, "fleet.db"));
        await SchemaMigrations.Run(database, CancellationToken.None);
        return new FleetStores(database, connection.Length > 0 ? connection : null, folder);
    }

    /// <summary>Makes an empty database on a server of PostgreSQL.</summary>
    internal static async Task<string> NewDatabase(string server)
    {
        string name = $"hindcast_bench_{Guid.NewGuid():N}";
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server);
#pragma warning disable CA2100 // The name is made here.
        await using NpgsqlCommand command = source.CreateCommand($"CREATE DATABASE {name}");
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }

    /// <summary>Bytes of the database.</summary>
    internal async Task<long> Bytes() => Database.IsPostgres
        ? await Database.Read(s => s.Count("SELECT pg_database_size(current_database())"), CancellationToken.None)
        : new FileInfo(Path.Combine(Options.Folder, "fleet.db")).Length + SideFile("fleet.db-wal");

    private long SideFile(string name) => new FileInfo(Path.Combine(Options.Folder, name)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Gives a file in as evidence of a new organisation's new server.</summary>
    /// <returns>Organisation and server.</returns>
    internal Task<(string Organisation, string Server)> Add(int number, (string Archive, string Sector, string Country) server, bool withFile) =>
        Add(number, server.Sector, server.Country, new FileInfo(server.Archive).Length, withFile ? server.Archive : null);

    /// <summary>A new organisation with a server and an upload of it.</summary>
    /// <param name="number">Goes into the names.</param>
    /// <param name="sector">The organisation's.</param>
    /// <param name="country">The organisation's.</param>
    /// <param name="lengthBytes">Of the archive.</param>
    /// <param name="archive">The archive, to have it in the store; null for the rows alone.</param>
    /// <returns>Organisation and server.</returns>
    internal async Task<(string Organisation, string Server)> Add(int number, string sector, string country, long lengthBytes, string? archive)
    {
        string organisation = (await Organisations.Create($"Organisation {number}", sector, country, 0, OrganisationStore.DefaultQuotaBytes, CancellationToken.None))!;
        string id = (await Servers.Create(organisation, $"EX-{number}", CancellationToken.None))!;
        Upload upload = (await Uploads.Begin(id, organisation, "evidence.zip", lengthBytes, "", CancellationToken.None))!;
        if (archive is not null)
        {
            await using FileStream file = File.OpenRead(archive);
            await Uploads.Append(upload.Id, 0, file, CancellationToken.None);
            await Uploads.Complete(upload.Id, CancellationToken.None);
        }

        return (organisation, id);
    }
}
