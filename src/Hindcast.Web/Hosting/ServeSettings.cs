using Hindcast.Fleet.Cluster;
using Hindcast.Fleet.Evidence;
using Hindcast.Web.Oidc;

namespace Hindcast.Web.Hosting;

/// <summary>How the program was started: options of the command line over those of a cluster file.</summary>
internal sealed record ServeSettings
{
    /// <summary>Folder of evidence, results and keys; for a cluster one that all silos see.</summary>
    public string Folder { get; init; } = "hindcast-fleet";

    /// <summary>Address to listen on.</summary>
    public string Url { get; init; } = "http://127.0.0.1:8480";

    /// <summary>The packs folder; without it that of the program which this one lies beside.</summary>
    public string Packs { get; init; } = Path.Combine(AppContext.BaseDirectory, "..", "packs");

    /// <summary>Assessments at a time.</summary>
    public int Jobs { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Name and version of the program as they stand in assessments.</summary>
    public string Tool { get; init; } = "hindcast";

    /// <summary>Connection string of PostgreSQL; SQLite in the folder without it.</summary>
    public string? Database { get; init; }

    /// <summary>Name of the cluster: silos of one name and database belong together.</summary>
    public string Cluster { get; init; } = "hindcast";

    /// <summary>Address that other silos reach this one at.</summary>
    public string Advertise { get; init; } = "127.0.0.1";

    /// <summary>Port between silos; 0 for a free one.</summary>
    public int SiloPort { get; init; }

    /// <summary>Port for clients of the cluster; 0 for a free one.</summary>
    public int GatewayPort { get; init; }

    /// <summary>Seconds of silence after which a silo's jobs are given to others.</summary>
    public int LeaseSeconds { get; init; } = 20;

    /// <summary>Certificates with which silos know each other, or null on a network of their own.</summary>
    public SiloTls? SiloTls { get; init; }

    /// <summary>Where evidence and results lie instead of the folder, or null. The folder is this silo's alone then.</summary>
    public BucketSettings? Bucket { get; init; }

    /// <summary>The provider that people may sign in at.</summary>
    public OidcSettings Oidc { get; init; } = new();

    /// <summary>True to write case.duckdb with each result; else it is made when asked for.</summary>
    public bool CaseDatabases { get; init; }

    /// <summary>Address of a proxy in front whose forwarded headers are believed, or null.</summary>
    public string? TrustedProxy { get; init; }

    /// <summary>Where traces, metrics and logs go by OTLP, or null for nowhere.</summary>
    public string? Otlp { get; init; }

    /// <summary>True to end when standard input ends: whoever started this process is gone.</summary>
    public bool EndWithInput { get; init; }

    /// <summary>Reads settings.</summary>
    /// <exception cref="FormatException">A value has not the form that is wanted.</exception>
    internal static ServeSettings Read(string[] arguments)
    {
        IConfigurationRoot line = new ConfigurationBuilder().AddCommandLine(arguments).Build();
        ConfigurationBuilder builder = new();
        if (line["cluster-file"] is { } file)
        {
            builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        }

        IConfigurationRoot read = builder.AddCommandLine(arguments).Build();
        try
        {
            ServeSettings settings = read.Get<ServeSettings>() ?? new ServeSettings();
            return (settings.Bucket?.Problem() ?? settings.Oidc.Problem()) is { } problem ? throw new FormatException(problem) : settings;
        }
        catch (InvalidOperationException failure)
        {
            throw new FormatException(failure.InnerException?.Message ?? failure.Message, failure);
        }
    }
}
