namespace Hindcast.Fleet.Evidence;

/// <summary>A bucket of an object store that speaks S3.</summary>
public sealed record BucketSettings
{
    /// <summary>Address of the store, such as <c>https://s3.contoso.example</c>.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Name of the bucket, which must exist.</summary>
    public string Name { get; init; } = "";

    /// <summary>Region that requests are signed for.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>What keys in the bucket begin with; "" or a text that ends with a slash.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>True to name the bucket in the path, false in the host name.</summary>
    public bool PathStyle { get; init; } = true;

    /// <summary>Access key; with none, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the environment.</summary>
    public string AccessKey { get; init; } = "";

    /// <summary>File whose text is the secret key.</summary>
    public string SecretKeyFile { get; init; } = "";

    /// <summary>Most bytes of evidence that this silo has on its own disk at a time.</summary>
    public long SpoolBytes { get; init; } = 64L << 30;

    /// <summary>Says what is missing, or null.</summary>
    public string? Problem() =>
        !Uri.TryCreate(Endpoint, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") ? "Bucket:Endpoint is no http or https address"
        : Name.Length < 3 ? "Bucket:Name is missing"
        : Prefix.Length > 0 && Prefix[^1] != '/' ? "Bucket:Prefix does not end with a slash"
        : (AccessKey.Length == 0) != (SecretKeyFile.Length == 0) ? "Bucket:AccessKey and Bucket:SecretKeyFile go together"
        : SpoolBytes < 1 ? "Bucket:SpoolBytes is not positive"
        : null;
}
