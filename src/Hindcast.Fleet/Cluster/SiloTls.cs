using System.Security.Cryptography.X509Certificates;

namespace Hindcast.Fleet.Cluster;

/// <summary>
/// How silos know each other and keep what they say from others: TLS in both directions, with certificates of an authority that
/// vouches for silos of this cluster and for nothing else. Whoever has such a certificate is a silo; names in it are not looked at.
/// </summary>
public sealed record SiloTls
{
    /// <summary>This silo's certificate, PEM.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>Its private key, PEM, without a password.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>Certificate of the cluster's authority, PEM.</summary>
    public string AuthorityFile { get; init; } = "";

    /// <summary>The certificate with its key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The files hold none.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    internal X509Certificate2 Certificate()
    {
        using X509Certificate2 read = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);

        // Windows takes no key for TLS that was never in a store.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Tells whether the other end's certificate is one of the authority's.</summary>
    internal Func<X509Certificate2?, bool> Judge()
    {
        X509Certificate2 authority = X509CertificateLoader.LoadCertificateFromFile(AuthorityFile);
        return other =>
        {
            if (other is null)
            {
                return false;
            }

            using X509Chain chain = new();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.DisableCertificateDownloads = true;
            return chain.Build(other);
        };
    }
}
