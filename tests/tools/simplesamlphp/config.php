<?php
// SimpleSAMLphp as an identity provider on loopback for the tests. Everything that differs between runs comes from the environment:
// IDP_URL (its own address), IDP_DATA (a folder of this run with idp.crt, idp.key and sp.crt).
$data = getenv('IDP_DATA');
$config = [
    'baseurlpath' => getenv('IDP_URL') . '/',
    'certdir' => $data . '/',
    'metadatadir' => __DIR__ . '/metadata/',
    'loggingdir' => $data . '/',
    'datadir' => $data . '/',
    'tempdir' => $data . '/temp',
    'logging.handler' => 'errorlog',
    'logging.level' => 3,
    'secretsalt' => 'a-salt-for-tests-only',
    'auth.adminpassword' => bin2hex(random_bytes(8)),
    'admin.protectindexpage' => true,
    'technicalcontact_email' => 'na@example.org',
    'timezone' => 'UTC',
    'enable.saml20-idp' => true,
    'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
    'store.type' => 'phpsession',
    'session.cookie.secure' => false,
    'session.phpsession.savepath' => $data . '/temp',
    'metadata.sources' => [['type' => 'flatfile']],
    'language.default' => 'en',
];
