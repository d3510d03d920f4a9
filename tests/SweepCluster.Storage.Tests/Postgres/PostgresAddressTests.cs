using Npgsql;
using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Tests.Postgres;

public class PostgresAddressTests
{
    [Fact]
    public void An_address_is_read_with_what_it_leaves_out()
    {
        var address = PostgresAddress.Parse("postgres://ann@db.example/sweeps");
        Assert.Equal(("db.example", 5432, "sweeps", "ann"), (address.Host, address.Port, address.Database, address.User));
        var settings = address.ToSettings();
        Assert.Null(settings.Password);
        Assert.Equal((SslMode.Prefer, 16), (settings.SslMode, settings.MaxPoolSize));
    }

    [Fact]
    public void An_address_is_read_with_all_that_it_may_say()
    {
        var settings = PostgresAddress.Parse("postgresql://a%40b:p%3A%2F%25w@[::1]:6000/d%20b?sslmode=verify-full&sslrootcert=/etc/ca.pem&connections=40&connect_timeout=9").ToSettings();
        Assert.Equal(("::1", 6000, "d b", "a@b", "p:/%w"), (settings.Host, settings.Port, settings.Database, settings.Username, settings.Password));
        Assert.Equal((SslMode.VerifyFull, "/etc/ca.pem", 40, 9), (settings.SslMode, settings.RootCertificate, settings.MaxPoolSize, settings.Timeout));
    }

    [Fact]
    public void Its_text_has_no_password()
    {
        Assert.Equal("postgres://ann@db:5432/sweeps", PostgresAddress.Parse("postgres://ann:secret@db/sweeps?sslmode=disable").ToString());
        Assert.Equal("postgres://ann@[::1]:5432/sweeps", PostgresAddress.Parse("postgres://ann:secret@[::1]/sweeps").ToString());
    }

    [Fact]
    public void A_password_comes_from_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "from the file\n");
        Assert.Equal("from the file", PostgresAddress.Parse($"postgres://ann@db/sweeps?passwordfile={file}").ToSettings().Password);
        File.Delete(file);
        Assert.Contains(file, Assert.Throws<StoreException>(() => PostgresAddress.Parse($"postgres://ann@db/sweeps?passwordfile={file}").ToSettings()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql://ann:secret@db/sweeps", "postgres://user:password@host:port/database")]
    [InlineData("postgres://ann:sec ret/#@db/sweeps", "%40")]
    [InlineData("postgres://ann:secret@db", "no database")]
    [InlineData("postgres://ann:secret@db/", "no database")]
    [InlineData("postgres://db/sweeps", "no user")]
    [InlineData("postgres://ann:secret@db:99999/sweeps", "not a URL")]
    [InlineData("postgres://ann:secret@db/sweeps?sslmode=on", "sslmode=on; allowed are disable, allow, prefer, require, verify-ca, verify-full")]
    [InlineData("postgres://ann:secret@db/sweeps?connections=0", "whole numbers from 1 to 1000")]
    [InlineData("postgres://ann:secret@db/sweeps?password=secret", "unknown option 'password'")]
    [InlineData("postgres://ann:secret@db/sweeps?passwordfile=/x", "both a password and 'passwordfile'")]
    public void What_is_wrong_with_an_address_is_said_without_its_password(string url, string said)
    {
        var refused = Assert.Throws<StoreException>(() => PostgresAddress.Parse(url));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sec", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.IsTransient);
    }
}
