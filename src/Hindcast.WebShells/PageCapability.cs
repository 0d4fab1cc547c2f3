namespace Hindcast.WebShells;

/// <summary>What a page can do that matters for a web shell.</summary>
public enum PageCapability
{
    /// <summary>Runs text as code.</summary>
    EvaluatesInput,

    /// <summary>Starts a process or runs a shell command.</summary>
    StartsProcess,

    /// <summary>Loads, compiles or deserialises code.</summary>
    LoadsAssembly,

    /// <summary>Writes, stores uploads to, moves or deletes files.</summary>
    WritesFiles,

    /// <summary>Reads files or lists folders, the registry or the system.</summary>
    ReadsFiles,

    /// <summary>Opens connections.</summary>
    OpensSockets,

    /// <summary>Passes bytes between the client and a connection of its own.</summary>
    Tunnels,

    /// <summary>Compares a value of the request with a secret.</summary>
    ChecksKey,

    /// <summary>Hides what it does.</summary>
    Hides,

    /// <summary>Runs database commands.</summary>
    ReachesDatabase,

    /// <summary>Keeps or sends the password of who logs on.</summary>
    TakesCredentials,
}
